// The figure on the page: patches, marks, zoom and pan. Loaded before page.js, which is the rest.
'use strict';

const svgNamespace = 'http://www.w3.org/2000/svg';
const sheetMargin = 12;  // as in page.css
const byId = id => document.getElementById(id);
const stage = byId('stage'), sheet = byId('sheet'), card = byId('card'), find = byId('find');

/** Everything that lasts between events. */
const page = {
    path: '', editor: false, svg: null, marks: null,
    elements: new Map(),   // key → element of the figure
    boxes: new Map(),      // path → element that shows a box
    size: {width: 0, height: 0}, fitted: true, zoom: 1, x: 0, y: 0,
    view: {flow: null, theme: null, depth: null, open: {}},
    lit: [], found: [], current: -1, focused: null, hovered: null, asking: 0,
};

// ---- drawing ----

function parse(text) {
    return new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
}

function redraw(event) {
    const before = anchor();
    const hadFocus = page.focused !== null && page.focused === document.activeElement;
    const patch = event.figure;
    if (patch.head !== undefined) setHead(patch.head);
    for (const key of patch.removed ?? []) {
        page.elements.get(key)?.remove();
        page.elements.delete(key);
    }
    const drawn = parsePieces((patch.put ?? []).filter(put => put.svg !== undefined));
    for (const put of patch.put ?? []) place(put, drawn.get(put.key));
    page.svg.append(page.marks);
    page.boxes.clear();
    for (const element of page.elements.values()) {
        if (element.facts) page.boxes.set(element.facts.path, element);
    }
    byId('totals').textContent = event.totals;
    fillSelect(byId('depth'), depths(event.levels));
    showView(page.view);
    sheet.hidden = false;
    byId('empty').hidden = true;
    for (const link of document.querySelectorAll('[data-file]')) link.href = link.dataset.file;
    keepFocus(hadFocus);
    page.fitted ? fit() : hold(before);
    search();
}

/** The root keeps its identity, so that zoom, focus and marks stay. */
function setHead(head) {
    const root = parse(head + '</svg>');
    if (!page.svg) {
        page.svg = document.createElementNS(svgNamespace, 'svg');
        page.svg.setAttribute('role', 'tree');
        page.marks = document.createElementNS(svgNamespace, 'g');
        page.marks.setAttribute('class', 'marks');
        page.marks.setAttribute('aria-hidden', 'true');
        sheet.append(page.svg);
    }
    for (const {name, value} of root.attributes) if (name !== 'xmlns') page.svg.setAttribute(name, value);
    page.svg.setAttribute('aria-label', 'Figure of ' + page.path);
    page.svg.querySelector(':scope > rect.ground')?.remove();
    const ground = root.querySelector('rect');
    sheet.style.background = ground?.getAttribute('fill') ?? '#fff';
    const [, , width, height] = page.svg.getAttribute('viewBox').split(' ').map(Number);
    page.size = {width: width * 96 / 72 + 2 * sheetMargin, height: height * 96 / 72 + 2 * sheetMargin};
}

function parsePieces(puts) {
    const drawn = new Map();
    if (!puts.length) return drawn;
    // A wrapper for each, as a piece may be empty.
    const root = parse(`<svg xmlns="${svgNamespace}">` + puts.map(put => `<g>${put.svg}</g>`).join('') + '</svg>');
    puts.forEach((put, index) => {
        const wrapper = root.children[index];
        drawn.set(put.key, document.adoptNode(wrapper.firstElementChild ?? wrapper));
    });
    return drawn;
}

function place(put, fresh) {
    const old = page.elements.get(put.key);
    const element = fresh ?? old;
    if (fresh) {
        page.elements.set(put.key, fresh);
        if (old) old.replaceWith(fresh);
        fresh.facts = old?.facts ?? null;
    }
    if (put.facts !== undefined) element.facts = put.facts ? JSON.parse(put.facts) : null;
    if (put.after !== undefined) {
        const previous = put.after && page.elements.get(put.after);
        previous ? previous.after(element) : page.svg.prepend(element);
    }
    prepare(element);
}

/** Roles and names for assistive programs; our own card takes the place of the browser's tooltip. */
function prepare(element) {
    const title = element.querySelector('title');
    if (title) element.lines = title.textContent.split('\n'), title.remove();
    const facts = element.facts;
    if (!facts) return element.setAttribute('aria-hidden', 'true');
    const words = [...element.querySelectorAll('text')].map(text => text.textContent).join(' ');
    element.words = (facts.path + ' ' + facts.type + ' ' + words).toLowerCase();
    element.setAttribute('data-box', facts.path);
    element.setAttribute('role', 'treeitem');
    element.setAttribute('aria-level', facts.path.split('/').length);
    element.setAttribute('aria-label', [words, ...linesOf(element)].filter(Boolean).join('; '));
    if (facts.open !== undefined) element.setAttribute('aria-expanded', facts.open);
    element.setAttribute('tabindex', '-1');
    if (element.localName === 'a') element.setAttribute('target', '_blank'), element.setAttribute('rel', 'noopener');
}

/** What is known of a box, line by line. */
function linesOf({facts, lines = []}) {
    const [heading = facts.path, ...rest] = lines;
    if (facts.shapes) rest.unshift(facts.shapes);
    if (facts.then) rest.push('then ' + facts.then);
    return [heading, ...rest];
}

// ---- marks: what is lit by the editor, found, focused, pointed at ----

function drawMarks() {
    if (!page.marks) return;
    page.marks.replaceChildren();
    for (const element of page.found) mark(element, 'found');
    for (const path of page.lit) mark(page.boxes.get(path), 'lit');
    mark(page.hovered, 'hover');
    if (page.focused?.matches(':focus-visible')) mark(page.focused, 'focus');
}

function mark(element, kind) {
    if (!element?.isConnected) return;
    const box = element.getBBox(), margin = 1.5;
    const rect = document.createElementNS(svgNamespace, 'rect');
    rect.setAttribute('class', kind);
    rect.setAttribute('x', box.x - margin);
    rect.setAttribute('y', box.y - margin);
    rect.setAttribute('width', box.width + 2 * margin);
    rect.setAttribute('height', box.height + 2 * margin);
    rect.setAttribute('rx', 3);
    page.marks.append(rect);
}

// ---- zoom and pan ----

function show() {
    sheet.style.transform = `translate(${page.x}px, ${page.y}px) scale(${page.zoom})`;
    byId('zoom-level').textContent = Math.round(page.zoom * 100) + '%';
}

function fit() {
    const margin = 28;
    const room = {width: stage.clientWidth - 2 * margin, height: stage.clientHeight - 2 * margin};
    const {width, height} = page.size;
    if (!width || !height) return;
    page.zoom = Math.min(Math.max(Math.min(room.width / width, room.height / height), 0.05), 2.5);
    page.x = (stage.clientWidth - width * page.zoom) / 2;
    page.y = (stage.clientHeight - height * page.zoom) / 2;
    page.fitted = true;
    show();
}

function zoomTo(zoom, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    const wanted = Math.min(Math.max(zoom, 0.05), 20);
    page.x = x - (x - page.x) * wanted / page.zoom;
    page.y = y - (y - page.y) * wanted / page.zoom;
    page.zoom = wanted;
    page.fitted = false;
    show();
}

function pan(x, y) {
    page.x += x;
    page.y += y;
    page.fitted = false;
    show();
}

/** The box that was last touched stays where it is when the figure around it changes. */
function anchor() {
    const path = page.touched;
    const element = path && page.boxes.get(path);
    page.touched = null;
    return element ? {path, rect: element.getBoundingClientRect()} : null;
}

function hold(before) {
    const element = before && page.boxes.get(before.path);
    if (!element) return;
    const rect = element.getBoundingClientRect();
    page.x += before.rect.left - rect.left;
    page.y += before.rect.top - rect.top;
    show();
}

/** Moves the figure just so far that the box is seen. */
function reveal(element) {
    if (!element) return;
    const box = element.getBoundingClientRect(), room = stage.getBoundingClientRect(), margin = 20;
    const shift = (low, high, from, to) => low < from ? from - low : high > to ? Math.max(to - high, from - low) : 0;
    const x = shift(box.left, box.right, room.left + margin, room.right - margin);
    const y = shift(box.top, box.bottom, room.top + margin, room.bottom - margin);
    if (x || y) pan(x, y);
}
