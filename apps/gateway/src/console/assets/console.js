// What plain links and forms cannot do: copying, refreshing while somebody looks, and the warning before the
// session ends. Every page works without it.
'use strict';

const REFRESH_MS = 15_000;
const WARN_BEFORE_MS = 2 * 60_000;
const body = document.body;
const status = document.getElementById('status');

const say = (text) => {
  status.textContent = '';
  // A screen reader speaks what changes: the same text twice would be silent.
  requestAnimationFrame(() => (status.textContent = text));
};

document.addEventListener('htmx:config:request', ({ detail }) => {
  if (body.dataset.csrf) detail.ctx.request.headers['x-csrf-token'] = body.dataset.csrf;
});

// Copying: the text of the element that the button names.
document.addEventListener('click', async ({ target }) => {
  const button = target.closest?.('[data-copy]');
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  const text = 'value' in source ? source.value : source.textContent;
  try {
    await navigator.clipboard.writeText(text);
    say(body.dataset.copied);
  } catch {
    if ('select' in source) {
      source.focus();
      source.select();
    } else {
      getSelection().selectAllChildren(source);
    }
    say(body.dataset.copyFailed);
  }
});
for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;

// Refreshing: parts with data-live are told to ask again, unless nobody looks or somebody works in them.
let stopped = false;
const toggle = document.getElementById('refresh-toggle');
toggle?.addEventListener('click', () => {
  stopped = !stopped;
  toggle.setAttribute('aria-pressed', String(stopped));
  toggle.textContent = stopped ? toggle.dataset.start : toggle.dataset.stop;
});
if (toggle) toggle.hidden = false;
setInterval(() => {
  if (stopped || document.hidden) return;
  for (const part of document.querySelectorAll('[data-live]')) {
    if (!part.contains(document.activeElement)) part.dispatchEvent(new CustomEvent('refresh'));
  }
}, REFRESH_MS);

// The session: a warning before it ends, and a way to go on without losing what was written.
const warning = document.getElementById('idle-warning');
if (warning && body.dataset.idleEndsAt) {
  let timer;
  const schedule = (endsAt) => {
    clearTimeout(timer);
    timer = setTimeout(() => warning.showModal(), Math.max(0, endsAt - Date.now() - WARN_BEFORE_MS));
  };
  schedule(Date.parse(body.dataset.idleEndsAt));
  const form = warning.querySelector('form');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'x-csrf-token': body.dataset.csrf, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(new FormData(form)),
    });
    if (!answer.ok) return;
    const endsAt = answer.headers.get('x-idle-ends-at');
    if (endsAt) schedule(Date.parse(endsAt));
    warning.close();
    say(body.dataset.extended);
  });
}

// The worklist's count, in the menu and in the worklist's own title: told while somebody looks.
const counted = document.querySelector('[data-count-stream]');
if (counted) {
  const name = counted.textContent;
  let source;
  const show = ({ data }) => {
    const { waiting } = JSON.parse(data);
    counted.textContent = `${name} (${waiting})`;
    if (!document.querySelector('[data-count-in-title]')) return;
    const heading = document.querySelector('h1');
    heading.textContent = heading.textContent.replace(/\(\d+\)$/, `(${waiting})`);
    document.title = document.title.replace(/\(\d+\)/, `(${waiting})`);
  };
  const listen = () => {
    if (document.hidden) {
      source?.close();
      source = undefined;
    } else if (!source) {
      const opened = new EventSource(counted.dataset.countStream);
      opened.addEventListener('count', show);
      opened.addEventListener('over', () => opened.close());
      source = opened;
    }
  };
  document.addEventListener('visibilitychange', listen);
  listen();
}

// Drafts: what was written about a task and not sent stays in this tab, for the same person alone, until it is sent
// or they sign out. So a session that ends in the middle loses nothing.
const DRAFT = 'draft:';
const draftKeys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(DRAFT));
const forgetDrafts = (isForgotten) => {
  for (const key of draftKeys().filter(isForgotten)) sessionStorage.removeItem(key);
};
const owner = counted?.dataset.draftsOf;
if (owner) forgetDrafts((key) => !key.startsWith(`${DRAFT}${owner}/`));
const gone = document.querySelector('[data-draft-gone]')?.dataset.draftGone;
if (gone) forgetDrafts((key) => key === DRAFT + gone);

const drafted = document.querySelector('[data-draft]');
if (drafted) {
  const key = DRAFT + drafted.dataset.draft;
  const fields = () => [...drafted.querySelectorAll('input:not([type=hidden]), select, textarea')];
  const isOn = (field) => field.type !== 'radio' || field.checked;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}');
  if (!('draftIsTyped' in drafted.dataset) && Object.keys(kept).length > 0) {
    for (const field of fields()) {
      if (!(field.name in kept)) continue;
      if (field.type === 'radio') field.checked = field.value === kept[field.name];
      else field.value = kept[field.name];
    }
    say(drafted.dataset.restored);
  }
  drafted.addEventListener('input', () => {
    const written = fields().filter((field) => isOn(field) && field.value !== '');
    const values = Object.fromEntries(written.map((field) => [field.name, field.value]));
    sessionStorage.setItem(key, JSON.stringify(values));
  });
}
