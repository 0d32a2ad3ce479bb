// The preview's page in Chromium, driven as a reader would: node page_test.mjs NETFIG [FOLDER FOR SCREENSHOTS]
import assert from 'node:assert/strict';
import {execFileSync, spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {createRequire} from 'node:module';

const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const {chromium} = createRequire(path.join(root, 'editors/package.json'))('playwright-core');
const netfig = path.resolve(process.argv[2]);
const pictures = process.argv[3] && path.resolve(process.argv[3]);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'netfig-page-'));
process.chdir(folder);
const source = `figure(fuse = [activation])
+Stage(c) { In -> a:Conv(c, k = 3, p = 1) -> ReLU -> b:Conv(c, k = 3, p = 1) -> Out }
In(3x32x32) -> stem:Conv(16, k = 3, p = 1) -> s1:Stage(16) -> s2:Stage(32) -> GlobalAvgPool -> head:Linear(10) -> Out
`;
const save = text => fs.writeFileSync('net.nn', text);
save(source);

// Everything is waited for by what it shows, and this long: a machine that does much else may be slow.
const patience = 60000;
const program = spawn(netfig, ['preview', 'net.nn'], {stdio: ['ignore', 'pipe', 'ignore']});
process.on('exit', () => program.kill('SIGKILL'));
let printed = '';
program.stdout.on('data', bytes => { printed += bytes; });
await until(() => printed.includes('\n'));
const address = printed.trim();

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(fs.existsSync),
    args: ['--no-sandbox'],
    timeout: 2 * patience,
});
const context = await browser.newContext({viewport: {width: 1180, height: 760}, colorScheme: 'light', acceptDownloads: true});
await context.grantPermissions(['clipboard-read', 'clipboard-write'], {origin: new URL(address).origin});
const page = await context.newPage();
const faults = [];
page.on('pageerror', error => faults.push(error.message));
page.on('console', message => { if (message.type() === 'error') faults.push(message.text()); });
page.setDefaultTimeout(patience);

async function until(check) {
    for (const end = Date.now() + patience; Date.now() < end;) {
        if (await check()) return;
        await new Promise(resolve => setTimeout(resolve, 25));
    }
    throw new Error('never true: ' + check);
}
const box = name => page.locator(`[data-box="${name}"]`);
const words = name => box(name).locator('text').allTextContents();
const transform = () => page.locator('#sheet').evaluate(sheet => sheet.style.transform);
const focused = () => page.evaluate(() => document.activeElement.getAttribute('data-box'));

const tests = {
    async 'shows the figure'() {
        await page.goto(address);
        await box('stem').waitFor();
        assert.equal(await page.title(), 'net.nn · netfig');
        assert.deepEqual(await words('head'), ['Linear 10']);
        assert.match(await page.locator('#totals').textContent(), /parameters/);
    },

    async 'redraws after an edit, and keeps zoom, place and elements'() {
        await page.locator('#zoom-in').click();
        const zoomed = await transform();
        await page.mouse.move(300, 400);
        await page.mouse.wheel(30, 50);
        await until(async () => await transform() !== zoomed);  // the wheel is not waited for by itself
        const before = await transform();
        await box('stem').evaluate(element => { element.marked = true; });
        save(source.replace('Linear(10)', 'Linear(12)'));
        await until(async () => (await words('head'))[0] === 'Linear 12');
        assert.equal(await transform(), before);
        assert.equal(await box('stem').evaluate(element => element.marked), true, 'what did not change is not drawn again');
    },

    async 'a redraw takes the focus from nobody'() {
        await page.evaluate(() => document.activeElement.blur());
        save(source.replace('In(3x32x32)', 'In(3x16x16)'));
        await until(async () => (await words('in1'))[0].includes('16'));
        assert.equal(await page.evaluate(() => document.activeElement.localName), 'body');
        save(source);
        await until(async () => (await words('in1'))[0].includes('32') && (await words('head'))[0] === 'Linear 10');
    },

    async 'pans by dragging, which is no click'() {
        const before = await transform(), said = printed;
        await page.mouse.move(60, 500);
        await page.mouse.down();
        await page.mouse.move(160, 540, {steps: 5});
        await page.mouse.up();
        await until(async () => await transform() !== before);
        assert.equal(printed, said);
        await page.locator('#zoom-fit').click();
    },

    async 'a click goes to the source'() {
        await box('stem').click();
        await until(() => printed.includes('net.nn:3:16'));
        // netfig prints the place before its answer has reached the page.
        await until(async () => await page.evaluate(() => navigator.clipboard.readText()) === 'net.nn:3:16');
        await until(async () => /net\.nn:3:16/.test(await page.locator('#toast').textContent()));
    },

    async 'a click with Alt goes to the definition'() {
        await box('s1').locator('text').first().click({modifiers: ['Alt']});
        await until(() => printed.includes('net.nn:2:1\n'));
    },

    async 'hovering tells shapes, arguments and parameters'() {
        await box('stem').hover();
        // The card of the box that was under the pointer before may still show.
        await page.locator('#card:not([hidden])', {hasText: 'stem: '}).waitFor();
        const card = await page.locator('#card').textContent();
        assert.match(card, /stem: Convolution\(.*16.*\)/);
        assert.match(card, /3x32x32 → 16x32x32/);
        assert.match(card, /448 parameters/);
        if (pictures) await page.screenshot({path: path.join(pictures, 'hover.png')});
        await page.mouse.move(5, 740);
        await page.locator('#card[hidden]').waitFor({state: 'attached'});
    },

    async 'a double click closes a block and opens it again'() {
        assert.equal(await box('s1').getAttribute('aria-expanded'), 'true');
        await box('s1').locator('text').first().dblclick();
        await until(async () => await box('s1/a').count() === 0);
        assert.equal(await box('s1').getAttribute('aria-expanded'), 'false');
        assert.equal(await box('s2/a').count(), 1, 'the other one of its type stays open');
        await box('s1').dblclick();
        await until(async () => await box('s1/a').count() === 1);
    },

    async 'errors are listed above the last good figure'() {
        await page.locator('#reset').click();
        save(source.replace('head:Linear(10)', 'head:Linear(10'));
        await page.locator('#problems').waitFor();
        assert.match(await page.locator('#problem-list').textContent(), /error E0102.*never closed/);
        assert.equal(await box('stem').count(), 1);
        assert.match(await page.locator('#spoken').textContent(), /1 error/);
        assert.match(await page.locator('#stale').textContent(), /without errors/);
        if (pictures) await page.screenshot({path: path.join(pictures, 'errors.png')});
        await page.locator('#problem-list button').click();
        await until(() => printed.includes('net.nn:3:126') || /net\.nn:3:1\d\d/.test(printed));
        save(source);
        await page.locator('#problems').waitFor({state: 'hidden'});
        assert.equal(await page.locator('#sheet.stale').count(), 0);
    },

    async 'finds by name'() {
        await page.keyboard.press('/');
        await page.keyboard.type('linear');
        assert.equal(await page.locator('#found').textContent(), '1');
        assert.equal(await page.locator('.marks .found').count(), 1);
        await page.locator('#find').fill('conv');
        assert.equal(await page.locator('#found').textContent(), '5');
        await page.keyboard.press('Enter');
        assert.equal(await page.locator('#found').textContent(), '1/5');
        await page.keyboard.press('Escape');
        assert.equal(await page.locator('.marks .found').count(), 0);
    },

    async 'switches flow, depth and theme, and back'() {
        const tall = await page.locator('#sheet svg').getAttribute('viewBox');
        await page.locator('#flow').selectOption('right');
        await until(async () => await page.locator('#sheet svg').getAttribute('viewBox') !== tall);
        await page.locator('#depth').selectOption('0');
        await until(async () => await box('s2/a').count() === 0);
        const fill = () => box('stem').locator('path').first().getAttribute('fill');
        const before = await fill();
        await page.locator('#theme').selectOption('dark');
        await until(async () => await fill() !== before);
        if (pictures) await page.screenshot({path: path.join(pictures, 'dark-theme.png')});
        await page.locator('#reset').click();
        await until(async () => await page.locator('#sheet svg').getAttribute('viewBox') === tall);
        assert.equal(await fill(), before);
    },

    async 'switches in quick succession lose none'() {
        await page.evaluate(() => {
            for (const [id, value] of [['flow', 'right'], ['depth', '0'], ['theme', 'dark']]) {
                const select = document.getElementById(id);
                select.value = value;
                select.dispatchEvent(new Event('change'));
            }
        });
        await until(async () => await box('s2/a').count() === 0 && await box('stem').locator('path').first().getAttribute('fill') !== null);
        await until(() => page.evaluate(() => page.asking === 0));
        const chosen = await page.evaluate(() => ['flow', 'depth', 'theme'].map(id => document.getElementById(id).value));
        assert.deepEqual(chosen, ['right', '0', 'dark']);
        await page.locator('#reset').click();
        await until(async () => await box('s2/a').count() === 1);
    },

    async 'saves the files that the command line writes'() {
        for (const format of ['pdf', 'svg', 'png']) {
            const waiting = page.waitForEvent('download');
            await page.locator('#save-' + format).click();
            const download = await waiting;
            assert.equal(download.suggestedFilename(), 'net.' + format);
            const expected = execFileSync(netfig, ['net.nn', '-o', '-', '-f', format]);
            assert.ok(fs.readFileSync(await download.path()).equals(expected), format);
        }
    },

    async 'everything works from the keyboard'() {
        await page.locator('#help').focus();
        await page.keyboard.press('Tab');
        assert.notEqual(await focused(), null, 'the figure follows the bar');
        await page.keyboard.press('Home');
        for (let i = 0; i < 20 && await focused() !== 'stem'; ++i) await page.keyboard.press(i % 2 ? 'ArrowUp' : 'ArrowLeft');
        assert.equal(await focused(), 'stem');
        await page.keyboard.press('ArrowDown');
        assert.match(await focused(), /^s1/);
        assert.equal(await page.locator('.marks .focus').count(), 1);
        await page.keyboard.press('Home');
        assert.equal(await focused(), 's1');
        const said = printed.length;
        await page.keyboard.press('Enter');
        await until(() => printed.slice(said).includes('net.nn:3:'));
        await page.keyboard.press(' ');
        await until(async () => await box('s1/a').count() === 0);
        assert.equal(await focused(), 's1', 'the focus stays on the block');
        await page.keyboard.press(' ');
        await until(async () => await box('s1/a').count() === 1);
        const before = await transform();
        await page.keyboard.press('+');
        assert.notEqual(await transform(), before);
        await page.keyboard.press('0');
        await page.keyboard.press('?');
        assert.equal(await page.locator('#keys').evaluate(dialog => dialog.open), true);
        await page.keyboard.press('Escape');
    },

    async 'tells assistive programs what is there'() {
        assert.equal(await page.locator('#sheet svg').getAttribute('role'), 'tree');
        const label = await box('stem').getAttribute('aria-label');
        assert.match(label, /3×3 conv, 16; stem: Convolution/);
        assert.equal(await box('s1/a').getAttribute('aria-level'), '2');
        const nameless = await page.locator('button, select, input').evaluateAll(all =>
            all.filter(one => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length)).length);
        assert.equal(nameless, 0);
    },

    async 'is light or dark as the system is, or as the reader wants'() {
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await ground();
        if (pictures) await page.screenshot({path: path.join(pictures, 'light.png')});
        await page.emulateMedia({colorScheme: 'dark'});
        assert.notEqual(await ground(), light);
        if (pictures) await page.screenshot({path: path.join(pictures, 'dark.png')});
        await page.locator('#appearance').click();
        assert.equal(await ground(), light);
    },

    async 'says when netfig has ended, and keeps the figure'() {
        program.kill('SIGINT');
        await page.locator('body.away').waitFor({state: 'attached'});
        assert.equal(await box('stem').count(), 1);
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
const unexpected = faults.filter(fault => !/ERR_|Failed to load resource/.test(fault));
if (unexpected.length) ++failed, console.log('FAILED  the page had errors\n' + unexpected.join('\n'));
await browser.close();
program.kill('SIGKILL');
process.chdir('/');
fs.rmSync(folder, {recursive: true});
process.exit(failed ? 1 : 0);
