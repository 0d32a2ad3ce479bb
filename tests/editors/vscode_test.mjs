// The extension for Visual Studio Code as it is packaged, with a stub of the editor and a real `netfig lsp`:
//   node vscode_test.mjs NETFIG
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import Module, {createRequire} from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const netfig = path.resolve(process.argv[2]);
const here = path.dirname(fileURLToPath(import.meta.url));
const extension = path.resolve(here, '../../editors/vscode');
const require = createRequire(import.meta.url);
const stub = require('./vscode_stub.cjs');
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? stub.vscode : load(name, ...rest));

const {shown, answers, vscode} = stub;
const manifest = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));
for (const [name, property] of Object.entries(manifest.contributes.configuration.properties)) stub.defaults[name] = property.default;

async function until(what, check) {
    const end = Date.now() + 60000;
    for (;;) {
        const value = await check();
        if (value) return value;
        if (Date.now() > end) throw new Error('never true: ' + what);
        await new Promise(resolve => setTimeout(resolve, 20));
    }
}
const run = name => stub.commands.get(name)();
const never = {isCancellationRequested: false, onCancellationRequested: () => ({dispose() {}})};
/// Servers that are children of this process.
function servers() {
    const parent = pid => fs.readFileSync(`/proc/${pid}/stat`, 'utf8').match(/^\d+ \(netfig\) (\S) (\d+)/);
    return fs.readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(pid => {
        try {
            const found = parent(pid);
            return found && found[1] !== 'Z' && Number(found[2]) === process.pid;
        } catch {
            return false;  // it ended meanwhile
        }
    });
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'netfig-vscode-'));
const file = path.join(folder, 'net.nn');
const text = 'In(3x8x8) -> stem:Conv(4, k = 3) -> Flatten -> head:Linear(10) -> Out\n';
fs.writeFileSync(file, text);
const context = {subscriptions: []};
const program = {activate() {}};
let editor;

const tests = {
    async 'the package is built, and has all it names'() {
        execFileSync('npm', ['run', 'package'], {cwd: extension, stdio: ['ignore', 'ignore', 'inherit']});
        assert.ok(fs.statSync(path.join(extension, 'netfig.vsix')).size > 10000);
        const listed = execFileSync('npx', ['vsce', 'ls', '--no-dependencies'], {cwd: extension, encoding: 'utf8'}).split('\n');
        const {grammars, snippets, languages} = manifest.contributes;
        const named = [manifest.main, ...[...grammars, ...snippets].map(each => each.path), ...languages.map(each => each.configuration)];
        for (const name of named) assert.ok(listed.some(one => path.normalize(one) === path.normalize(name)), `${name} in ${listed}`);
        Object.assign(program, require(path.join(extension, manifest.main)));
    },

    async 'netfig that is missing is told once, and how to mend it; nothing waits for the answer'() {
        stub.settings['netfig.path'] = path.join(folder, 'no-such-netfig');
        await program.activate(context);
        assert.equal(shown.errors.length, 1);
        assert.match(shown.errors[0].text, /no-such-netfig.*not found.*netfig\.path/);
        answers.error = async () => 'Open settings';
        await run('netfig.restart');
        await until('the settings open', () => shown.executed.some(([name, what]) => name === 'workbench.action.openSettings' && what === 'netfig.path'));
        assert.equal(shown.errors.length, 2);
    },

    async 'all commands of the manifest are there'() {
        assert.deepEqual([...stub.commands.keys()].filter(name => name.startsWith('netfig.')).sort(),
                         manifest.contributes.commands.map(each => each.command).sort());
    },

    async 'a new path in the settings starts the server'() {
        answers.error = async () => undefined;
        editor = stub.open(file, text);
        stub.configure({'netfig.path': netfig});
        await until('the server runs', () => stub.providers.has('Hover'));
        assert.equal(servers().length, 1);
    },

    async 'hover tells a shape, through the editor\'s own interface'() {
        const hover = await until('a hover', () => stub.providers.get('Hover').provideHover(editor.document, new vscode.Position(0, 19), never));
        assert.match(JSON.stringify(hover), /4x6x6/);
    },

    async 'diagnostics reach the list of problems, and go'() {
        const change = next => {
            const document = editor.document, before = document.text;
            const end = new vscode.Position(before.split('\n').length - 1, before.split('\n').at(-1).length);
            Object.assign(document, {text: next, version: document.version + 1});
            stub.happens.onDidChangeTextDocument.fire({
                document, contentChanges: [{range: new vscode.Range(new vscode.Position(0, 0), end), rangeLength: before.length, text: next}],
            });
        };
        const problems = () => stub.collections.flatMap(collection => [...collection.all.values()]).flat();
        change(text.replace('Conv', 'Convv'));
        await until('a problem', () => problems().some(each => each.message.includes('Convv')));
        change(text);
        await until('no problem', () => problems().length === 0);
    },

    async 'the preview opens beside, and frames the page of the server'() {
        await run('netfig.showPreview');
        assert.equal(shown.panels.length, 1);
        const {webview, where} = shown.panels[0];
        assert.equal(where.viewColumn, vscode.ViewColumn.Beside);
        const address = webview.html.match(/<iframe src="([^"]+)"/)[1];
        assert.match(webview.html, new RegExp(`frame-src ${new URL(address).origin}`));
        assert.match(await (await fetch(address)).text(), /<main id="stage"/);
        await run('netfig.showPreview');
        assert.equal(shown.panels.length, 1, 'one panel for a source');
        assert.equal(shown.panels[0].reveals, 1);
    },

    async 'the cursor lights up its box'() {
        const address = shown.panels[0].webview.html.match(/<iframe src="([^"]+)"/)[1];
        const stream = (await fetch(address + 'events')).body.getReader();
        let seen = '';
        const reads = (async () => { for (let part; !(part = await stream.read()).done;) seen += Buffer.from(part.value).toString(); })().catch(() => {});
        await until('the figure', () => seen.includes('"figure"'));
        editor.selection = {active: new vscode.Position(0, text.indexOf('head:') + 1)};
        stub.happens.onDidChangeTextEditorSelection.fire({textEditor: editor});
        await until('the box', () => seen.includes('"lit":["head"]'));
        await stream.cancel();
        await reads;
    },

    async 'a click in the preview opens the source in the column of sources'() {
        const address = shown.panels[0].webview.html.match(/<iframe src="([^"]+)"/)[1];
        await fetch(address + 'do', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{"box": "stem"}'});
        await until('the source', () => shown.documents.length === 1);
        const {uri, options} = shown.documents[0];
        assert.equal(uri, editor.document.uri.toString());
        assert.equal(options.viewColumn, 1);
        assert.deepEqual([options.selection.start.line, options.selection.start.character], [0, text.indexOf('stem')]);
    },

    async 'hints follow the settings'() {
        const hints = () => stub.providers.get('InlayHints').provideInlayHints(editor.document, new vscode.Range(0, 0, 1, 0), never);
        await until('hints', async () => (await hints())?.length > 0);
        stub.configure({'netfig.inlayHints.shapes': false, 'netfig.inlayHints.parameters': false});
        await until('no hints', async () => ((await hints()) ?? []).length === 0);
    },

    async 'a figure is exported, and what is wrong is told'() {
        const target = path.join(folder, 'figure of mine.pdf');
        answers.save = async () => vscode.Uri.file(target);
        await run('netfig.export');
        await until('the message', () => shown.informations.some(each => /Wrote figure of mine\.pdf/.test(each)));
        assert.equal(fs.readFileSync(target).subarray(0, 5).toString(), '%PDF-');
        const before = shown.errors.length;
        editor.document.text = text.replace('stem:Conv(4, k = 3)', 'stem:Conv(4, k = 30)');
        await run('netfig.export');
        await until('the error', () => shown.errors.length === before + 1);
        assert.match(shown.errors.at(-1).text, /net\.nn:1:\d+.*error/);
    },

    async 'restarting ends the old server and its preview'() {
        const before = servers();
        await run('netfig.restart');
        assert.equal(shown.panels[0].disposed, true);
        await until('another server', () => servers().length === 1 && servers()[0] !== before[0]);
        await run('netfig.showPreview');
        assert.equal(shown.panels.length, 2);
    },

    async 'nothing stays behind'() {
        await program.deactivate();
        for (const each of context.subscriptions) each.dispose();
        await until('the server ends', () => servers().length === 0);
        assert.equal(stub.commands.size, 0);
        assert.equal(shown.errors.length, 3, 'nothing else was told as an error');
    },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
    try {
        await test();
        console.log('ok      ' + name);
    } catch (error) {
        ++failed;
        console.log('FAILED  ' + name + '\n' + error.stack);
    }
}
fs.rmSync(folder, {recursive: true});
process.exit(failed ? 1 : 0);
