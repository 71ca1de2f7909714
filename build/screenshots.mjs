// Looks at a report as readers do: a picture for each width, theme and view.
//
//     node build/screenshots.mjs [report.html] [folder]
//
// Default: the demo's report, into out/screenshots. Needs Chromium ($CHROMIUM_PATH, else Debian's place).

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [report = 'out/demo/report.html', folder = 'out/screenshots'] = process.argv.slice(2);
const SIZES = [
    [390, 844],
    [768, 1024],
    [1366, 768],
    [1920, 1080],
];
const VIEWS = {
    territories: 'tab=territories',
    routes: 'tab=routes&rep=REP',
    month: 'tab=routes&view=month',
    accounts: 'tab=accounts&rep=REP',
    unscheduled: 'tab=unscheduled',
};

mkdirSync(folder, { recursive: true });
const profile = mkdtempSync(join(tmpdir(), 'beatplan-screenshots-'));
const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
    ],
});
try {
    const page = await context.newPage();
    const address = pathToFileURL(resolve(report)).href;
    await page.goto(address);
    const data = JSON.parse(await page.locator('#beatplan-data').textContent());
    const rep = encodeURIComponent(data.reps.id[0] ?? '');
    for (const [width, height] of SIZES) {
        for (const colorScheme of ['light', 'dark']) {
            await page.setViewportSize({ width, height });
            await page.emulateMedia({ colorScheme });
            for (const [view, fragment] of Object.entries(VIEWS)) {
                await page.goto('about:blank');
                await page.goto(`${address}#${fragment.replace('REP', rep)}`);
                await page.waitForTimeout(400);
                const path = join(folder, `${view}-${width}-${colorScheme}.png`);
                await page.screenshot({ path, fullPage: width < 900 });
                process.stdout.write(`${path}\n`);
            }
        }
    }
} finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
}
