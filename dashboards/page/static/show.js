// What the state of one body and year looks like. Nothing is computed here.
'use strict';

const STATES = {'已接收': 'in', '部分接收': 'part', '待确认': 'held', '已退回': 'back'};
const WITHDRAWABLE = ['已接收', '部分接收', '待确认'];
const LATE = new Map([[true, '迟报'], [false, '按时'], [null, '无截止日期']]);
const KINDS = {hand_in: '报送', check: '只检查', confirm: '答复', withdraw: '撤回'};
const COLUMNS = [
  ['收到时间', 'keep'], ['文件', ''], ['表', ''], ['状态', 'keep'], ['行数', 'number'], ['接收', 'number'], ['有提示', 'number'],
  ['待改', 'number'], ['是否迟报', 'keep'], ['说明', ''], ['办理', 'keep'],
];

function show(state, act) {
  showSummary(state);
  showFiles(state, act);
  showQuestions(state, act);
  showAsked(state);
  showDownloads(state);
  byId('drop').hidden = !state.own;
  byId('read-only').hidden = state.own;
  fill('folders', state.folders.map((name) => make('option', {value: name})));
}

function showSummary(state) {
  byId('line').textContent = state.line;
  byId('source').textContent = state.source;
  byId('meaning').textContent = state.meaning;
  const notes = [];
  if (state.missing.length) notes.push(`还没有收到：${state.missing.join('、')}。请补报。`);
  if (state.stale) notes.push('整表检查没有通过，看板上的数字沿用上一次；报送情况是这一次的。');
  byId('missing').textContent = notes.join('');
}

function showFiles(state, act) {
  const head = make('tr', {}, ...COLUMNS.map(([label, cls]) => make('th', {cls, scope: 'col'}, label)));
  const rows = state.files.map((one) => fileRow(one, state, act));
  const none = make('tr', {}, make('td', {colspan: COLUMNS.length}, '这一年还没有收到过文件。'));
  fill('files', [make('caption', {cls: 'note'}, state.written_at ? `按 ${state.written_at} 的回执` : ''),
    make('thead', {}, head), make('tbody', {}, ...(rows.length ? rows : [none]))]);
}

function fileRow(one, state, act) {
  const pending = state.asked.some((asked) => asked.submission === one.submission_id);
  const button = state.own && WITHDRAWABLE.includes(one.status)
    ? make('button', {type: 'button', cls: 'quiet small', on: {click: () => act.withdraw(one)}}, '撤回') : '';
  const cells = [
    one.received_at, one.place, one.form, make('span', {cls: 'state ' + (STATES[one.status] || '')}, one.status),
    one.rows_in, one.accepted, one.accepted_with_notice, one.set_aside, LATE.get(one.late), one.question || '',
    pending ? '等待办理' : button,
  ];
  return make('tr', {}, ...cells.map((cell, index) => {
    const value = typeof cell === 'number' ? String(cell) : cell;
    return make('td', {cls: COLUMNS[index][1]}, value === null ? '' : value);
  }));
}

function showQuestions(state, act) {
  const held = state.files.filter((one) => one.status === '待确认');
  byId('questions').hidden = !held.length;
  fill('question-list', held.map((one) => {
    const pending = state.asked.some((asked) => asked.submission === one.submission_id);
    const answer = (word) => ({type: 'button', on: {click: () => act.confirm(one, word)}});
    const buttons = make('div', {cls: 'row'}, make('button', answer('yes'), '是，照此收取'),
      make('button', {...answer('no'), cls: 'quiet'}, '否，不收这一份'));
    const say = state.own ? buttons : '由该单位答复。';
    return make('div', {cls: 'question'}, make('p', {}, make('b', {}, one.place)), make('p', {}, one.question || ''),
      pending ? make('p', {}, '已提交，等待办理。') : say);
  }));
}

function showAsked(state) {
  const waiting = state.asked.map((one) => make('li', {},
    make('span', {cls: 'state part'}, '等待办理'), ` ${KINDS[one.kind] || ''} ${one.place || one.submission || ''}`,
    make('span', {cls: 'note'}, ` ${when(one.time)} 由 ${one.user || ''} 提交`)));
  const answered = state.answers.map((one) => make('li', {},
    make('span', {cls: 'state ' + (one.result === '已办理' ? 'in' : 'back')}, one.result || ''),
    ` ${KINDS[one.kind] || ''} ${placesOf(one)} ${one.message || ''}`,
    make('span', {cls: 'note'}, ` ${when(one.answered_at)}`), findings(one)));
  const none = make('li', {}, '还没有提交过。');
  fill('asked', waiting.length + answered.length ? [...waiting, ...answered] : [none]);
}

function placesOf(one) {
  const places = (one.submissions || []).map((about) => about.place).filter(Boolean);
  return [...new Set(places)].join('、');
}

function findings(one) {
  if (!one.findings.length) return '';
  const lines = one.findings.map((found) => make('li', {},
    [found.sheet, found.row ? `第 ${found.row} 行` : '', found.column_name, found.message].filter(Boolean).join(' ')));
  const more = one.more ? [make('li', {}, `另有 ${one.more} 条，报送后见退回修改的工作簿。`)] : [];
  return make('details', {}, make('summary', {}, `查看 ${one.findings.length} 条提示`), make('ul', {}, ...lines, ...more));
}

function when(time) {
  return (time || '').replace('T', ' ').slice(0, 19);
}

function showDownloads(state) {
  const own = {body: state.body, year: state.year};
  const returned = state.returned.map((one) => entry(download('returned', {...own, file: one.mark}, one.path), one));
  if (state.returned_zip) returned.unshift(make('li', {}, download('returned.zip', own, '全部下载（压缩包）')));
  fill('returned', returned.length ? returned : [make('li', {}, '没有需要修改的工作簿。')]);
  const reports = state.reports.map((one) => {
    const path = [state.year, one.scope, ...one.path.split('/')].map(encodeURIComponent).join('/');
    return entry(make('a', {href: '/submissions/reports/' + path, download: ''}, one.path), one);
  });
  if (state.receipt) reports.unshift(make('li', {}, download('receipt', own, `${state.year} 年报送回执`)));
  fill('reports', reports.length ? reports : [make('li', {}, '这一年还没有回执和报告。')]);
  const templates = state.templates.map((one) => entry(download('template', {path: one.path}, one.path), one));
  fill('templates', templates.length ? templates : [make('li', {}, '模板尚未写出，请与管理员联系。')]);
}

function entry(link, one) {
  return make('li', {}, link, make('span', {cls: 'note'}, `${one.kilobytes} KB　${one.at}`));
}
