// What a person does on the page: choose, hand in, answer, withdraw. The state is asked for again by itself.
'use strict';

const SOON = 4000, LATER = 20000; // milliseconds
const most = Number(document.body.dataset.most);
let chosen = [], present = null, shown = '', timer = null, asking = 0;

function own() {
  return {body: byId('body').value, year: byId('year').value};
}

function say(text, good) {
  const message = byId('message');
  message.textContent = text;
  message.className = good ? 'good' : '';
  message.hidden = !text;
}

async function refresh() {
  clearTimeout(timer);
  const number = ++asking;
  try {
    const state = await ask('state', own());
    if (number !== asking) return;
    const told = JSON.stringify(state), changed = told !== shown;
    present = state;
    shown = told;
    if (changed) showChoices(state);
    if (changed) show(state, {withdraw: openWithdraw, confirm});
  } catch (error) {
    if (number === asking) say(error.message);
  }
  timer = setTimeout(refresh, present && present.asked.length ? SOON : LATER);
}

function showChoices(state) {
  const years = state.years.includes(state.year) ? state.years : [state.year, ...state.years];
  fill('year', years.map((year) => make('option', {value: year}, String(year))));
  byId('year').value = String(state.year);
  byId('body').value = state.body;
}

async function post(path, sent) {
  try {
    const told = await ask(path, {}, {...own(), ...sent});
    say(told.message, true);
  } catch (error) {
    say(error.message);
  }
  refresh();
}

function confirm(one, answer) {
  post('confirm', {submission: one.submission_id, answer});
}

function openWithdraw(one) {
  const box = byId('withdraw');
  byId('withdraw-what').textContent = `${one.place}（${one.form}，${one.rows_in} 行）`;
  byId('reason').value = '';
  byId('withdraw-yes').onclick = () => {
    const reason = byId('reason').value.trim();
    if (reason.length < 2) return byId('reason').focus();
    box.close();
    return post('withdraw', {submission: one.submission_id, reason});
  };
  box.showModal();
}

function choose(files) {
  chosen = [...files];
  const known = new Set(((present && present.files) || []).map((one) => one.place));
  const folder = byId('folder').value.trim();
  fill('sending', chosen.map((file) => {
    const place = folder ? `${folder}/${file.name}` : file.name;
    const said = file.size > most * 1048576 ? `超过上限 ${most} MB，请分成几个文件` : known.has(place) ? '已有同名文件，这一份作为更正' : '待报送';
    return make('li', {cls: file.size > most * 1048576 ? 'bad' : ''}, `${file.name}：`, make('span', {}, said));
  }));
  byId('send').disabled = !chosen.length;
}

async function send(event) {
  event.preventDefault();
  byId('send').disabled = true;
  const lines = [...byId('sending').children];
  const about = {...own(), check: byId('check').checked ? '1' : '0'};
  for (const [index, file] of chosen.entries()) {
    const line = lines[index], said = line.lastChild;
    if (file.size > most * 1048576) continue;
    try {
      const told = await sendFile(file, about, byId('folder').value, (percent) => { said.textContent = `正在上传 ${percent}%`; });
      said.textContent = told.message;
      line.className = 'good';
    } catch (error) {
      said.textContent = error.message;
      line.className = 'bad';
    }
  }
  chosen = [];
  byId('chosen').value = '';
  refresh();
}

function listen() {
  const zone = byId('zone');
  for (const event of ['dragenter', 'dragover']) zone.addEventListener(event, (e) => { e.preventDefault(); zone.classList.add('over'); });
  for (const event of ['dragleave', 'drop']) zone.addEventListener(event, (e) => { e.preventDefault(); zone.classList.remove('over'); });
  zone.addEventListener('drop', (e) => choose(e.dataTransfer.files));
  byId('chosen').addEventListener('change', (e) => choose(e.target.files));
  byId('folder').addEventListener('change', () => choose(chosen));
  byId('drop').addEventListener('submit', send);
  byId('check').addEventListener('change', (e) => { byId('send').textContent = e.target.checked ? '检查' : '报送'; });
  byId('body').addEventListener('change', () => { say(''); shown = ''; byId('year').replaceChildren(); fill('sending', []); refresh(); });
  byId('year').addEventListener('change', () => { say(''); refresh(); });
  byId('refresh').addEventListener('click', refresh);
  byId('withdraw-no').addEventListener('click', () => byId('withdraw').close());
}

listen();
refresh();
