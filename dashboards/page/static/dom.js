// Small helpers: elements are made of text, never of markup.
'use strict';

function byId(id) {
  return document.getElementById(id);
}

function make(tag, options, ...children) {
  const {cls, on, ...attributes} = options || {};
  const element = document.createElement(tag);
  if (cls) element.className = cls;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [event, heard] of Object.entries(on || {})) element.addEventListener(event, heard);
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return element;
}

function fill(id, children) {
  byId(id).replaceChildren(...children);
}

function address(path, values) {
  return '/submissions/' + path + '?' + new URLSearchParams(values);
}

function download(path, values, label) {
  return make('a', {href: address(path, values), download: ''}, label);
}

// Every answer is JSON with a sentence for people; anything else means that the service is away or the login is over.
async function ask(path, values, sent) {
  const token = document.querySelector('meta[name=csrf-token]').content;
  const how = sent === undefined ? {} : {
    method: 'POST', body: JSON.stringify(sent), headers: {'Content-Type': 'application/json', 'X-CSRFToken': token},
  };
  let answer;
  try {
    answer = await fetch(address(path, values), {credentials: 'same-origin', ...how});
  } catch (error) {
    throw new Error('连不上服务，请检查网络后再试。');
  }
  const told = await answer.json().catch(() => null);
  if (!answer.ok || told === null) throw new Error((told && told.message) || '服务没有正常应答。请刷新页面，必要时重新登录。');
  return told;
}

// One file as the body of a request, with its progress. heard(percent) while it goes.
function sendFile(file, values, folder, heard) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('POST', address('files', values));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('X-Name', encodeURIComponent(file.name));
    request.setRequestHeader('X-Folder', encodeURIComponent(folder));
    request.setRequestHeader('X-CSRFToken', document.querySelector('meta[name=csrf-token]').content);
    request.responseType = 'json';
    request.upload.onprogress = (event) => heard(Math.round(100 * event.loaded / Math.max(1, event.total)));
    request.onerror = () => failed(new Error('没有传完，请检查网络后重新报送。'));
    request.onload = () => {
      const told = request.response || {};
      if (request.status === 200) done(told);
      else failed(new Error(told.message || '服务没有正常应答。请刷新页面，必要时重新登录。'));
    };
    request.send(file);
  });
}
