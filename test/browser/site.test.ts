import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks, pages } from '../docs/markdown.js';
import { CHROMIUM_PATH, TestBrowser } from './chromium.js';

const SITE = 'out/site';
const isBuilt = existsSync(`${SITE}/index.html`);
// Where everything is to be tested, skipping would look like success.
if (!isBuilt && process.env['CI'] === 'true') throw new Error('No site: `npm run docs` builds it.');

const TYPES: Readonly<Record<string, string>> = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.json': 'application/json',
    '.svg': 'image/svg+xml',
    '.png': 'image/png',
};

function serveSite(): Promise<Server> {
    const server = createServer(({ url = '/' }, response) => {
        const path = decodeURIComponent(url.split('?')[0]);
        const file = join(SITE, path.endsWith('/') ? `${path}index.html` : path);
        if (!existsSync(file)) response.writeHead(404).end();
        else
            response
                .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
                .end(readFileSync(file));
    });
    return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const LIVE = pages()
    .filter((page) => page.startsWith('docs/'))
    .map((page) => ({ page, examples: codeBlocks(page).filter(({ mark }) => mark === 'live').length }))
    .filter(({ examples }) => examples > 0);

describe.skipIf(CHROMIUM_PATH === undefined || !isBuilt)('the site in a browser', () => {
    let browser: TestBrowser;
    let server: Server;
    let origin: string;

    beforeAll(async () => {
        [browser, server] = await Promise.all([TestBrowser.start(), serveSite()]);
        origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });

    afterAll(async () => {
        await browser?.stop();
        server?.close();
    });

    async function open(path: string): Promise<{ readonly page: Page; readonly faults: string[] }> {
        const { page, complaints } = await browser.open(origin + path);
        await page.waitForLoadState('networkidle');
        // A site has files of its own to load.
        return { page, faults: complaints.filter((complaint) => !complaint.startsWith(`request: ${origin}/`)) };
    }

    it.each(LIVE)('runs the examples of $page in a worker', async ({ page: path, examples }) => {
        const { page, faults } = await open(`/${path.replace(/\.md$/, '.html')}`);
        const live = page.locator('.live-example');
        expect(await live.count()).toBe(examples);
        for (let i = 0; i < examples; i++) {
            const example = live.nth(i);
            await example.getByRole('button', { name: 'Run' }).click();
            await example.getByText('in your browser').waitFor();
            expect(await example.locator('.live-error').allTextContents()).toEqual([]);
        }
        expect(faults).toEqual([]);
        await page.close();
    });

    it('draws GeoJSON that an example prints, with a shape for every feature', async () => {
        const { page } = await open('/docs/recipes/territories.html');
        await page.getByRole('button', { name: 'Run' }).click();
        await page.getByText('in your browser').waitFor();
        expect(await page.locator('.live-map .live-area').count()).toBe(2);
        expect(await page.locator('.live-map').innerHTML()).not.toContain('NaN');
        await page.close();
    });

    it('shows a report that an example prints, in a frame of its own', async () => {
        const { page } = await open('/docs/report.html');
        await page.getByRole('button', { name: 'Run' }).click();
        await page.frameLocator('.live-output iframe').getByText('Visits planned').waitFor();
        await page.close();
    });

    it('shows the diagram of the rooms once, in the colours of the site', async () => {
        const { page } = await open('/docs/concepts.html');
        expect(await page.locator('svg#rooms').count()).toBe(1);
        const ink = (): Promise<string> =>
            page
                .locator('#rooms .name')
                .first()
                .evaluate((text) => getComputedStyle(text).fill);
        const light = await ink();
        await page.evaluate(() => document.documentElement.classList.toggle('dark'));
        expect(await ink()).not.toBe(light);
        await page.close();
    });

    it('runs edited code, shows what it throws, and restores the example', async () => {
        const { page } = await open('/docs/recipes/a-day.html');
        await page.getByRole('button', { name: 'Edit' }).click();
        await page
            .getByLabel('Code of the example')
            .fill("import { solve } from 'beatplan/routing';\nsolve({ visits: 1 as unknown });");
        await page.getByRole('button', { name: 'Run' }).click();
        await page.locator('.live-error').waitFor();
        expect(await page.locator('.live-error').textContent()).toMatch(/^BeatplanError: /);
        await page.getByRole('button', { name: 'Reset' }).click();
        expect(await page.locator('.live-code').count()).toBe(0);
        await page.close();
    });

    it('ends a run that would take forever', async () => {
        const { page } = await open('/docs/recipes/a-day.html');
        await page.getByRole('button', { name: 'Edit' }).click();
        await page.getByLabel('Code of the example').fill("console.log('begun');\nfor (;;);");
        await page.getByRole('button', { name: 'Run' }).click();
        await page.getByText('begun').last().waitFor();
        await page.getByRole('button', { name: 'Stop' }).click();
        expect(await page.getByRole('button', { name: 'Run' }).count()).toBe(1);
        await page.close();
    });

    it('finds a page by a word that stands in it', async () => {
        const { page, faults } = await open('/index.html');
        await page.getByRole('button', { name: 'Search' }).first().click();
        await page.locator('.VPLocalSearchBox input').fill('windshield');
        await page.locator('.VPLocalSearchBox .result').first().waitFor();
        expect(await page.locator('.VPLocalSearchBox .result').count()).toBeGreaterThan(0);
        expect(faults).toEqual([]);
        await page.close();
    });
});
