// As much of Visual Studio Code as the extension and its language client touch, in plain Node. What users would see is
// kept in `shown`; what they would do is done through the functions at the end.
'use strict';
const {EventEmitter: NodeEmitter} = require('node:events');
const {pathToFileURL, fileURLToPath} = require('node:url');
const path = require('node:path');

class Disposable {
    constructor(run) { this.run = run; }
    dispose() { this.run?.(); this.run = undefined; }
    static from(...all) { return new Disposable(() => all.forEach(each => each.dispose())); }
}
class EventEmitter {
    constructor() {
        this.node = new NodeEmitter().setMaxListeners(0);
        this.event = (listener, self, disposables) => {
            const bound = self ? listener.bind(self) : listener;
            this.node.on('fire', bound);
            const end = new Disposable(() => this.node.off('fire', bound));
            disposables?.push(end);
            return end;
        };
    }
    fire(value) { this.node.emit('fire', value); }
    dispose() { this.node.removeAllListeners(); }
}
class Position {
    constructor(line, character) { Object.assign(this, {line, character}); }
    isBefore(other) { return this.line < other.line || (this.line === other.line && this.character < other.character); }
}
class Range {
    constructor(a, b, c, d) {
        [this.start, this.end] = a instanceof Position ? [a, b] : [new Position(a, b), new Position(c, d)];
    }
    get isEmpty() { return this.start.line === this.end.line && this.start.character === this.end.character; }
}
class Uri {
    constructor(scheme, authority, file, query = '', fragment = '') {
        Object.assign(this, {scheme, authority, path: file, query, fragment});
    }
    static parse(text) {
        const url = new URL(text);
        return new Uri(url.protocol.slice(0, -1), url.host, decodeURIComponent(url.pathname), url.search.slice(1), url.hash.slice(1));
    }
    static file(name) { return new Uri('file', '', name); }
    get fsPath() { return this.path; }
    toString() {
        if (this.scheme === 'file') return pathToFileURL(this.path).href;
        return `${this.scheme}://${this.authority}${this.path}`;
    }
    with(change) { return Object.assign(new Uri(this.scheme, this.authority, this.path), change); }
}
class Diagnostic {
    constructor(range, message, severity) { Object.assign(this, {range, message, severity}); }
}
class MarkdownString {
    constructor(value = '') { this.value = value; }
    appendCodeblock(text) { this.value += text; return this; }
}
class CancellationTokenSource {
    token = {isCancellationRequested: false, onCancellationRequested: new EventEmitter().event};
    cancel() {}
    dispose() {}
}
class TextDocument {
    version = 1;
    isClosed = false;
    constructor(file, text) { Object.assign(this, {uri: Uri.file(file), fileName: file, languageId: 'netfig', text}); }
    getText() { return this.text; }
    async save() { require('node:fs').writeFileSync(this.fileName, this.text); return true; }
}

const shown = {errors: [], informations: [], panels: [], documents: [], opened: [], executed: []};
const answers = {error: () => new Promise(() => {}), information: async () => undefined, pick: async items => items[0], save: async () => undefined};
const settings = {};
const defaults = {};
const commands = new Map();
const providers = new Map();
const collections = [];
const happens = {};
const event = name => (happens[name] ??= new EventEmitter()).event;

const known = {
    Disposable, EventEmitter, Position, Range, Uri, Diagnostic, MarkdownString, CancellationTokenSource, version: '1.82.0',
    ViewColumn: {Active: -1, Beside: -2, One: 1, Two: 2},
    DiagnosticSeverity: {Error: 0, Warning: 1, Information: 2, Hint: 3},
    env: {
        appName: 'stub', language: 'en', onDidChangeTelemetryEnabled: event('telemetry'),
        asExternalUri: async uri => uri, openExternal: async uri => { shown.opened.push(uri.toString()); return true; },
    },
    l10n: {t: text => text},
    commands: {
        registerCommand: (name, run) => {
            if (commands.has(name)) throw new Error(`command ${name} already exists`);
            commands.set(name, run);
            return new Disposable(() => commands.delete(name));
        },
        executeCommand: async (name, ...words) => { shown.executed.push([name, ...words]); return commands.get(name)?.(...words); },
    },
    workspace: {
        isTrusted: true, workspaceFolders: undefined, textDocuments: [], notebookDocuments: [],
        getConfiguration: (section = '') => ({
            get: (key, fallback) => {
                const full = section ? `${section}.${key}` : key;
                const below = Object.keys({...defaults, ...settings}).filter(name => name.startsWith(full + '.'));
                return below.length ? nested(full, below) : settings[full] ?? defaults[full] ?? fallback;
            },
        }),
        createFileSystemWatcher: () => {
            const events = ['create', 'change', 'delete'].map(() => new EventEmitter());
            return {onDidCreate: events[0].event, onDidChange: events[1].event, onDidDelete: events[2].event, dispose() {}};
        },
        asRelativePath: uri => path.basename(uri.fsPath), getWorkspaceFolder: () => undefined,
    },
    window: {
        visibleTextEditors: [], activeTextEditor: undefined, tabGroups: {all: [], onDidChangeTabs: event('tabs')},
        createOutputChannel: () => ({append() {}, appendLine() {}, show() {}, dispose() {}, clear() {}}),
        showErrorMessage: (text, ...choices) => { shown.errors.push({text, choices}); return answers.error(text); },
        showInformationMessage: (text, ...choices) => { shown.informations.push(text); return answers.information(text, choices); },
        showWarningMessage: async () => undefined,
        showQuickPick: items => answers.pick(items),
        showSaveDialog: options => answers.save(options),
        showTextDocument: async (uri, options) => { shown.documents.push({uri: uri.toString(), options}); },
        createWebviewPanel: (kind, title, where, options) => {
            const ended = new EventEmitter();
            const panel = {kind, title, where, options, webview: {html: ''}, reveals: 0, disposed: false, onDidDispose: ended.event,
                           reveal() { ++panel.reveals; }, dispose() { panel.disposed = true; ended.fire(); }};
            shown.panels.push(panel);
            return panel;
        },
    },
    languages: {
        match: () => 10,
        createDiagnosticCollection: () => {
            const all = new Map();
            const collection = {all, set: (uri, list) => all.set(uri.toString(), list ?? []), delete: uri => all.delete(uri.toString()),
                                clear: () => all.clear(), dispose() {}, has: uri => all.has(uri.toString()), get: uri => all.get(uri.toString())};
            collections.push(collection);
            return collection;
        },
    },
};

/// The object that a section of the settings is.
function nested(section, names) {
    const result = {};
    for (const name of names) {
        const keys = name.slice(section.length + 1).split('.');
        const last = keys.pop();
        const holder = keys.reduce((object, key) => (object[key] ??= {}), result);
        holder[last] = settings[name] ?? defaults[name];
    }
    return result;
}

/// Kinds of providers register in the same way; events never come unless they are fired; other names are classes.
const register = kind => (...words) => {
    providers.set(kind, words.find(word => word && typeof word === 'object' && !Array.isArray(word)));
    return new Disposable(() => providers.delete(kind));
};
function filled(object) {
    return new Proxy(object, {
        get(target, key) {
            if (key in target || typeof key !== 'string') return target[key];
            if (/^on(Did|Will)/.test(key)) return (target[key] = event(key));
            if (/^register/.test(key)) return (target[key] = register(key.replace(/^register|Provider$/g, '')));
            return undefined;
        },
    });
}
for (const name of ['workspace', 'window', 'languages', 'commands', 'env']) known[name] = filled(known[name]);
const vscode = new Proxy(known, {
    get(target, key) {
        if (key in target || typeof key !== 'string') return target[key];
        return (target[key] = /Kind$|Tag$|Trigger|Action$|Reason$|State$|Type$|Location$|Severity$/.test(key) ? enumeration() : class { constructor(...words) { this.words = words; } });
    },
});
/// CodeActionKind and the like: every member is there.
function enumeration() {
    const of = name => ({value: name, append: more => of(`${name}.${more}`)});
    return new Proxy(class {}, {get: (target, key) => (key in target || typeof key !== 'string' ? target[key] : (target[key] = of(key)))});
}

/// A source in an editor of the first column, which is the active one.
function open(file, text) {
    const document = new TextDocument(file, text);
    known.workspace.textDocuments.push(document);
    const editor = {document, viewColumn: 1, selection: {active: new Position(0, 0)}};
    known.window.activeTextEditor = editor;
    known.window.visibleTextEditors = [editor];
    happens.onDidOpenTextDocument?.fire(document);
    return editor;
}

function configure(changes) {
    Object.assign(settings, changes);
    happens.onDidChangeConfiguration?.fire({
        affectsConfiguration: section => Object.keys(changes).some(name => name === section || name.startsWith(section + '.')),
    });
}

module.exports = {vscode, shown, answers, settings, defaults, commands, providers, collections, happens, open, configure, fileURLToPath};
