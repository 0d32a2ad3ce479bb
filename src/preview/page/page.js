// The page around the figure: what the server sends, what the reader does.
'use strict';

// ---- talking to the server ----

function listen() {
    const events = new EventSource('events');
    events.onmessage = event => receive(JSON.parse(event.data));
    events.onopen = () => document.body.classList.remove('away');
    events.onerror = () => {
        document.body.classList.add('away');
        say(events.readyState === EventSource.CLOSED ? 'netfig has ended; this is its last figure' : 'Connection lost; trying again');
    };
}

async function ask(request) {
    try {
        const reply = await fetch('do', {
            method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(request),
        });
        return reply.ok ? await reply.json() : null;
    } catch {
        say('netfig does not answer');
        return null;
    }
}

function receive(event) {
    if (event.fresh) begin(event);
    if (event.view && !page.asking) showView(event.view);  // what is still asked for is shown already
    if (event.figure) redraw(event);
    if (event.problems) takeProblems(event.problems, event.stale);
    if (event.lit) page.lit = event.lit;
    if (event.figure || event.lit) drawMarks();
    if (event.cursor && page.lit.length) reveal(page.boxes.get(page.lit[0]));
}

/** A new connection tells everything from the start. */
function begin(event) {
    page.path = event.path;
    page.editor = event.editor;
    const name = event.path.split('/').pop();
    byId('name').textContent = name;
    document.title = name + ' · netfig';
    fillSelect(byId('theme'), event.themes.map(theme => [theme, theme]));
    page.svg?.remove();
    page.svg = null;
    page.elements.clear();
    page.boxes.clear();
}

// ---- boxes: go to the source, open and close, the card ----

const boxOf = target => target.closest?.('[data-box]') ?? null;

async function goTo(element, definition) {
    const reply = await ask({box: element.facts.path, definition});
    await tell(reply);
}

async function tell(reply) {
    if (!reply) return;
    if (!reply.place) return say('This has no place in a file of yours');
    if (page.editor) return say(reply.place);
    try {
        await navigator.clipboard.writeText(reply.place);
        say(reply.place + ' copied');
    } catch {
        say(reply.place);
    }
}

function toggle(element) {
    if (element.facts.open === undefined) return;
    page.touched = element.facts.path;
    changeView({open: {...page.view.open, [element.facts.path]: !element.facts.open}});
}

let cardTimer = 0;

function showCard(element, x, y) {
    card.replaceChildren(...linesOf(element).map(line => paragraph(line)));
    if (element.facts.open !== undefined) {
        card.append(paragraph(element.facts.open ? 'Double click to close' : 'Double click to open'));
    }
    card.hidden = false;
    const room = 12, {width, height} = card.getBoundingClientRect();
    card.style.left = Math.max(room, Math.min(x + 14, innerWidth - width - room)) + 'px';
    card.style.top = (y + 18 + height > innerHeight - room ? Math.max(room, y - height - 12) : y + 18) + 'px';
}

function paragraph(text) {
    const line = document.createElement('p');
    line.textContent = text;
    return line;
}

function hideCard() {
    clearTimeout(cardTimer);
    card.hidden = true;
}

function hover(element, x, y) {
    if (page.hovered !== element) {
        page.hovered = element;
        hideCard();
        drawMarks();
    }
    clearTimeout(cardTimer);
    if (element) cardTimer = setTimeout(() => showCard(element, x, y), card.hidden ? 180 : 0);
}

// ---- pointer ----

let drag = null;

stage.addEventListener('pointerdown', event => {
    if (event.button !== 0) return;
    drag = {x: event.clientX, y: event.clientY, moved: false};
});
stage.addEventListener('pointermove', event => {
    if (!drag) return hover(boxOf(event.target), event.clientX, event.clientY);
    const x = event.clientX - drag.x, y = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(x, y) < 4) return;
    if (!drag.moved) stage.setPointerCapture(event.pointerId), stage.classList.add('dragging'), hover(null);
    drag = {x: event.clientX, y: event.clientY, moved: true};
    pan(x, y);
});
const endDrag = event => {
    stage.classList.remove('dragging');
    // The click that ends a drag comes after this event.
    if (drag?.moved) stage.addEventListener('click', stop => stop.stopImmediatePropagation(), {once: true, capture: true});
    if (drag?.moved) setTimeout(() => { drag = null; }); else drag = null;
};
stage.addEventListener('pointerup', endDrag);
stage.addEventListener('pointercancel', endDrag);
stage.addEventListener('pointerleave', () => hover(null));
stage.addEventListener('wheel', event => {
    event.preventDefault();
    hideCard();
    if (!event.ctrlKey && !event.metaKey) return pan(-event.deltaX, -event.deltaY);
    const room = stage.getBoundingClientRect();
    zoomTo(page.zoom * Math.exp(-event.deltaY * 0.004), event.clientX - room.left, event.clientY - room.top);
}, {passive: false});
stage.addEventListener('click', event => {
    const element = boxOf(event.target);
    if (!element || event.ctrlKey || event.metaKey) return;
    event.preventDefault();  // a link is followed with Ctrl, as in an editor
    focusBox(element);
    if (event.detail < 2) goTo(element, event.altKey);
});
stage.addEventListener('dblclick', event => {
    const element = boxOf(event.target);
    if (element) event.preventDefault(), toggle(element);
});
addEventListener('resize', () => { if (page.fitted) fit(); });

// ---- keyboard ----

/** One box takes part in the order of Tab; the arrows move on from it. */
function focusBox(element) {
    if (page.focused) page.focused.setAttribute('tabindex', '-1');
    page.focused = element;
    if (!element) return;
    element.setAttribute('tabindex', '0');
    element.focus({preventScroll: true});
}

/** After a redraw a box that had the focus has it again, or the block that hides it; else the first can be reached. */
function keepFocus(hadFocus) {
    let path = page.focused?.facts?.path ?? '';
    while (path && !page.boxes.has(path)) path = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    const element = page.boxes.get(path) ?? page.boxes.values().next().value ?? null;
    if (page.focused && page.focused !== element) page.focused.setAttribute('tabindex', '-1');
    page.focused = element;
    if (!element) return;
    element.setAttribute('tabindex', '0');
    if (hadFocus) element.focus({preventScroll: true});
}

const directions = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

/** The nearest box in a direction, as the eye would find it. */
function neighbour(from, [dx, dy]) {
    const middle = element => {
        const {left, top, width, height} = element.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
    };
    const [x, y] = middle(from);
    let best = null, least = Infinity;
    for (const element of page.boxes.values()) {
        const [a, b] = middle(element);
        const along = (a - x) * dx + (b - y) * dy, across = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
        const cost = along + 2.5 * across;
        if (element !== from && along > 1 && cost < least) [best, least] = [element, cost];
    }
    return best;
}

function moveFocus(element) {
    if (!element) return;
    focusBox(element);
    reveal(element);
    drawMarks();
    const box = element.getBoundingClientRect();
    showCard(element, box.right - 10, box.top + box.height / 2);
}

function boxKey(event) {
    const element = boxOf(event.target);
    if (!element) return false;
    const all = [...page.boxes.values()];
    if (directions[event.key] && !event.shiftKey) moveFocus(neighbour(element, directions[event.key]));
    else if (event.key === 'Home') moveFocus(all[0]);
    else if (event.key === 'End') moveFocus(all.at(-1));
    else if (event.key === 'Enter') goTo(element, event.shiftKey);
    else if (event.key === ' ') toggle(element);
    else return false;
    return true;
}

const pageKeys = {
    '+': () => zoomTo(page.zoom * 1.25), '=': () => zoomTo(page.zoom * 1.25), '-': () => zoomTo(page.zoom / 1.25),
    '0': fit, '1': () => zoomTo(1), '/': () => find.select(), '?': () => byId('keys').showModal(),
    'Escape': () => { hideCard(); find.value = ''; search(); },
};

addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('keys').open) return;
    if (event.target.matches('input, select')) return;
    const arrow = directions[event.key];
    if (boxKey(event)) event.preventDefault();
    else if (pageKeys[event.key]) event.preventDefault(), pageKeys[event.key]();
    else if (arrow && !event.target.matches('button, a.button')) event.preventDefault(), pan(-60 * arrow[0], -60 * arrow[1]);
});
stage.addEventListener('focusin', event => {
    if (!boxOf(event.target)) return;
    drawMarks();
    if (event.target.matches(':focus-visible')) reveal(event.target);
});
stage.addEventListener('focusout', () => { hideCard(); drawMarks(); });

// ---- finding ----

function search() {
    const words = find.value.trim().toLowerCase();
    for (const element of page.found) element.classList.remove('found');
    page.found = words ? [...page.boxes.values()].filter(element => element.words.includes(words)) : [];
    for (const element of page.found) element.classList.add('found');
    sheet.classList.toggle('searching', words !== '' && page.found.length > 0);
    byId('found').textContent = words ? String(page.found.length) : '';
    if (page.current >= page.found.length) page.current = -1;
    drawMarks();
}

find.addEventListener('input', () => {
    page.current = -1;
    search();
    if (page.found.length) reveal(page.found[0]);
});
find.addEventListener('keydown', event => {
    if (event.key === 'Escape') find.value = '', search(), stage.querySelector('[tabindex="0"]')?.focus();
    if (event.key !== 'Enter' || !page.found.length) return;
    const step = event.shiftKey ? page.found.length - 1 : 1;
    page.current = (Math.max(page.current, event.shiftKey ? 0 : -1) + step) % page.found.length;
    const element = page.found[page.current], box = (reveal(element), element.getBoundingClientRect());
    byId('found').textContent = `${page.current + 1}/${page.found.length}`;
    showCard(element, box.right - 10, box.top + box.height / 2);
});
find.addEventListener('blur', hideCard);

// ---- the view ----

function fillSelect(select, options) {
    const value = select.value;
    const wanted = [['', 'as written'], ...options];
    if (select.options.length !== wanted.length) {
        select.replaceChildren(...wanted.map(([name, text]) => new Option(text, name)));
        select.value = value;
    }
}

function depths(levels) {
    return Array.from({length: levels + 1}, (_, depth) => {
        if (depth === levels) return [String(depth), depth ? 'all open' : 'all'];
        return [String(depth), depth ? String(depth) : '0: all closed'];
    });
}

function showView(view) {
    page.view = view;
    byId('flow').value = view.flow ?? '';
    byId('theme').value = view.theme ?? '';
    byId('depth').value = view.depth === null ? '' : String(view.depth);
    const changed = view.flow || view.theme || view.depth !== null || Object.keys(view.open).length;
    byId('reset').hidden = !changed;
}

async function changeView(change) {
    showView({...page.view, ...change});
    ++page.asking;
    await ask({view: page.view});
    --page.asking;
}

byId('flow').addEventListener('change', event => changeView({flow: event.target.value || null}));
byId('theme').addEventListener('change', event => changeView({theme: event.target.value || null}));
byId('depth').addEventListener('change', event => {
    // What was opened and closed by hand gives way to the new depth.
    changeView({depth: event.target.value === '' ? null : Number(event.target.value), open: {}});
});
byId('reset').addEventListener('click', () => {
    changeView({flow: null, theme: null, depth: null, open: {}});
    byId('flow').focus();
});
byId('zoom-in').addEventListener('click', () => zoomTo(page.zoom * 1.25));
byId('zoom-out').addEventListener('click', () => zoomTo(page.zoom / 1.25));
byId('zoom-level').addEventListener('click', () => zoomTo(1));
byId('zoom-fit').addEventListener('click', fit);
byId('help').addEventListener('click', () => byId('keys').showModal());
byId('appearance').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.look ? root.dataset.look === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.look = dark ? 'light' : 'dark';
});

// ---- problems and messages ----

let problemTimer = 0;

/** Errors wait a moment, as most of them are words that are still being typed; their end is shown at once. */
function takeProblems(problems, stale) {
    clearTimeout(problemTimer);
    const waits = stale && page.svg && !sheet.classList.contains('stale');
    problemTimer = setTimeout(() => showProblems(problems, stale), waits ? 250 : 0);
}

function showProblems(problems, stale) {
    const first = problems.find(problem => problem.severity === 'error');
    const errors = problems.filter(problem => problem.severity === 'error').length;
    const top = stage.getBoundingClientRect().top;
    byId('problem-list').replaceChildren(...problems.map((problem, index) => problemItem(problem, index)));
    byId('problems').hidden = problems.length === 0;
    byId('stale').hidden = !(stale && page.svg);
    sheet.classList.toggle('stale', Boolean(stale));
    if (!page.svg) byId('empty').textContent = errors ? 'No figure yet: the source has errors' : 'Waiting for the first figure …';
    byId('spoken').textContent = first ? `${errors} ${errors === 1 ? 'error' : 'errors'}: ${first.message}` : '';
    document.title = (errors ? '✕ ' : '') + byId('name').textContent + ' · netfig';
    if (page.fitted) return fit();
    // The list takes its room from the stage; the figure stays where the eye is.
    page.y += top - stage.getBoundingClientRect().top;
    show();
}

function problemItem(problem, index) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    item.className = problem.severity;
    button.append(span('severity', `${problem.severity} ${problem.code}`), quoted('message', problem.message));
    if (problem.suggestion) button.append(quoted('hint', problem.suggestion));
    if (problem.place) button.append(span('place', problem.place.split('/').pop()));
    button.addEventListener('click', async () => tell(await ask({problem: index})));
    item.append(button);
    return item;
}

/** What stands between backticks is of the source. */
function quoted(kind, text) {
    const element = span(kind, '');
    text.split('`').forEach((part, index) => element.append(index % 2 ? span('code', part) : part));
    return element;
}

function span(kind, text) {
    const element = document.createElement('span');
    element.className = kind;
    element.textContent = text;
    return element;
}

let toastTimer = 0;

function say(text) {
    const toast = byId('toast');
    toast.textContent = text;
    toast.classList.add('shown');
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => toast.classList.remove('shown'), 2200);
}

listen();
