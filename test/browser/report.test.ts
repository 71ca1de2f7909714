import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReportInput, renderReport } from '../../src/report/index.js';
import { TERRITORY_COLORS } from '../../src/report/palette.js';
import { makeReportInput } from '../report/fixture.js';
import { CHROMIUM_PATH, TestBrowser } from './chromium.js';

if (CHROMIUM_PATH === undefined) {
    const message = 'No Chromium: set CHROMIUM_PATH to test reports in a browser.';
    // Where everything is to be tested, skipping would look like success.
    if (process.env['CI'] === 'true') throw new Error(message);
    console.warn(message);
}

const INPUT = makeReportInput();
const NASTY = '<img src=x onerror="window.hacked = true">';

// Counts the map's pixels of each colour, however thin it lies: a canvas keeps the colour beside its opacity.
async function countPixels(page: Page, colors: readonly string[]): Promise<number[]> {
    return page.evaluate((wanted) => {
        const counts = wanted.map(() => 0);
        const targets = wanted.map((color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)));
        for (const canvas of document.querySelectorAll('canvas')) {
            const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] < 20) continue;
                const found = targets.findIndex((target) =>
                    target.every((value, channel) => Math.abs(data[i + channel] - value) < 12),
                );
                if (found >= 0) counts[found]++;
            }
        }
        return counts;
    }, colors);
}

async function textsOf(page: Page, selector: string): Promise<string[]> {
    return page.locator(selector).allTextContents();
}

describe.skipIf(CHROMIUM_PATH === undefined)('a report in a browser', () => {
    let browser: TestBrowser;
    let count = 0;

    async function open(input: ReportInput, fragment = ''): Promise<{ readonly page: Page; readonly complaints: string[] }> {
        const path = join(browser.folder, `report-${count++}.html`);
        writeFileSync(path, renderReport(input));
        return browser.open(pathToFileURL(path).href + fragment);
    }

    beforeAll(async () => {
        browser = await TestBrowser.start();
    });

    afterAll(async () => {
        await browser?.stop();
    });

    it('shows territories, accounts and headline figures without network or complaint', async () => {
        const { page, complaints } = await open(INPUT);
        expect(await page.title()).toBe(INPUT.title);
        expect(await page.locator('#subtitle').textContent()).toBe('Jan 4 – Jan 31, 2027 · 4 weeks · 12 reps · 600 accounts');
        const used = new Set(INPUT.shapes.features.map(({ properties }) => properties.color));
        const pixels = await countPixels(
            page,
            [...used].map((color) => TERRITORY_COLORS[color].light),
        );
        expect(Math.min(...pixels)).toBeGreaterThan(2000);
        expect(await page.locator('.territory-name').count()).toBeGreaterThan(6);
        const figures = await textsOf(page, '.figure-value');
        expect(figures[0]).toBe(INPUT.plan.calendar.visits.length.toLocaleString('en-US'));
        expect(figures).toHaveLength(6);
        expect(await page.locator('button.bar-row').count()).toBe(12);
        expect(await page.locator('.scores tbody tr').count()).toBe(12);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('shows a rep and a day with numbered stops and arrivals in the order of time', async () => {
        const { page, complaints } = await open(INPUT);
        await page.selectOption('#rep-picker', { label: 'D. Delgado' });
        await page.click('#tab-routes');
        const { repId, date, visitIds } = INPUT.plan.calendar.days.filter((day) => day.repId === 'R04')[2];
        const visits = visitIds.map((id) => INPUT.plan.calendar.visits.find((visit) => visit.id === id)!);
        await page.selectOption('#day-picker', { index: 2 });
        expect(new URL(page.url()).hash).toBe(`#tab=routes&rep=${repId}&day=${date}`);
        const numbers = await textsOf(page, '.stops .stop-number');
        expect(numbers).toEqual(visits.map((_, index) => String(index + 1)));
        expect((await textsOf(page, '.stop-marker .stop-number')).sort((a, b) => Number(a) - Number(b))).toEqual(numbers);
        const arrivals = await textsOf(page, '.stops .arrival');
        const clock = (seconds: number): string => new Date(Math.round(seconds / 60) * 60_000).toISOString().slice(11, 16);
        expect(arrivals).toEqual(visits.map(({ arrival }) => clock(arrival)));
        expect(arrivals).toEqual([...arrivals].sort());
        const names = visits.map(({ accountId }) => INPUT.accounts.find(({ id }) => id === accountId)?.name);
        expect(await textsOf(page, '.stops .stop-name')).toEqual(names);
        expect(await page.locator('path.route-line').count()).toBe(1);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('walks through the days by buttons and by keyboard', async () => {
        const { page, complaints } = await open(INPUT, '#tab=routes&rep=R04&day=2027-01-04');
        const days = INPUT.plan.calendar.days.filter(({ repId }) => repId === 'R04').map(({ date }) => date);
        expect(await page.locator('#previous-day').isDisabled()).toBe(true);
        await page.focus('#next-day');
        for (let i = 0; i < 5; i++) await page.keyboard.press('Enter');
        expect(page.url()).toContain(`day=${days[5]}`);
        expect(await page.locator('.week').getAttribute('aria-label')).toBe('Week 2');
        await page.click('#previous-day');
        expect(page.url()).toContain(`day=${days[4]}`);
        await page.click('.week-day >> nth=0');
        expect(page.url()).toContain('day=2027-01-04');
        await page.focus('#tab-routes');
        await page.keyboard.press('ArrowRight');
        expect(await page.locator('#tab-accounts').getAttribute('aria-selected')).toBe('true');
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('selects a rep by a bar, a row and a click on the map', async () => {
        const { page, complaints } = await open(INPUT);
        const chosen = async (): Promise<string> =>
            page.locator('#rep-picker').evaluate((select: HTMLSelectElement) => select.selectedOptions[0].text);
        expect(await chosen()).toBe('All reps');
        await page.locator('button.bar-row', { hasText: 'H. Hughes' }).click();
        expect(await chosen()).toBe('H. Hughes');
        expect(await textsOf(page, '.scores tr.is-chosen .row-name')).toEqual(['H. Hughes']);
        expect(await textsOf(page, '.territory-name.is-chosen')).toEqual(['H. Hughes']);
        await page.locator('.scores tbody tr', { hasText: 'C. Chen' }).locator('td').first().click();
        expect(await chosen()).toBe('C. Chen');
        await page.click('#all-reps');
        expect(await chosen()).toBe('All reps');
        // Wyoming, where no rep has an account but E. Eriksen's territory spreads.
        await page.locator('.map-button >> nth=2').click();
        const label = await page.locator('.territory-name', { hasText: 'E. Eriksen' }).boundingBox();
        await page.mouse.click((label?.x ?? 0) + 30, (label?.y ?? 0) - 40);
        expect(await chosen()).toBe('E. Eriksen');
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('sorts bars and table', async () => {
        const { page, complaints } = await open(INPUT);
        const column = async (index: number): Promise<number[]> =>
            (await textsOf(page, `.scores tbody tr td:nth-child(${index})`)).map((text) =>
                Number.parseFloat(text.replace(',', '')),
            );
        await page.locator('.scores thead button', { hasText: 'Visits' }).click();
        const visits = await column(3);
        expect(visits).toEqual([...visits].sort((a, b) => b - a));
        expect(new Set(visits).size).toBeGreaterThan(5);
        await page.locator('.scores thead button', { hasText: 'Visits' }).click();
        expect(await column(3)).toEqual([...visits].reverse());
        await page.locator('.bar-head button', { hasText: 'Workload' }).click();
        const names = [...INPUT.scorecard.territories]
            .sort((a, b) => b.workloadIndex - a.workloadIndex)
            .map(({ repName }) => repName);
        expect(await textsOf(page, '.bar-name')).toEqual(names);
        expect(await textsOf(page, '.scores .row-name')).toEqual(names);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('lists unscheduled calls with reasons and shows the account on a click', async () => {
        const { page, complaints } = await open(INPUT, '#tab=unscheduled');
        const { unscheduled } = INPUT.plan.calendar;
        const counts = (await textsOf(page, '#body-unscheduled h2')).map((text) => Number.parseInt(text, 10));
        expect(counts.reduce((sum, value) => sum + value, 0)).toBe(unscheduled.length);
        const name = await page.locator('.missed-call .stop-name').first().textContent();
        await page.locator('.missed-call').first().click();
        expect(await page.locator('.card h3').textContent()).toBe(name);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('shows names as text', async () => {
        const accounts = INPUT.accounts.map((account) => ({ ...account, name: NASTY }));
        const reps = INPUT.reps.map((rep) => ({ ...rep, name: NASTY }));
        const calendar = {
            ...INPUT.plan.calendar,
            unscheduled: INPUT.plan.calendar.unscheduled.map((visit) => ({ ...visit, message: NASTY })),
        };
        const tiles = { url: 'https://tile.example.org/{z}/{x}/{y}.png', attribution: NASTY };
        const input = { ...INPUT, title: NASTY, accounts, reps, tiles, plan: { ...INPUT.plan, calendar } };
        const { page, complaints } = await open(input, '#tab=routes&rep=R02&day=2027-01-05');
        expect(await page.locator('h1').textContent()).toBe(NASTY);
        await page.locator('.stop').first().click();
        await page.locator('.stop-marker').first().hover();
        await page.click('#tab-unscheduled');
        await page.locator('.missed-call').first().click();
        expect(await page.locator('.card h3').last().textContent()).toBe(NASTY);
        await page.click('#tab-territories');
        await page.mouse.move(300, 400);
        expect(complaints).toEqual([]);
        // Only now may the page ask for tiles.
        await page.route('**/*', (route) => route.abort());
        await page.click('.map-toggle');
        expect(await page.locator('.leaflet-control-attribution').textContent()).toContain(NASTY);
        expect(await page.locator('img:not(.leaflet-tile)').count()).toBe(0);
        expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
        await page.close();
    });

    it('opens an empty plan, and one account without anything', async () => {
        const { plan, scorecard } = INPUT;
        const empty: ReportInput = {
            accounts: [],
            reps: [],
            plan: {
                scores: [],
                alignment: { ...plan.alignment, territories: [] },
                calendar: { ...plan.calendar, visits: [], days: [], unscheduled: [] },
            },
            shapes: { type: 'FeatureCollection', features: [] },
            scorecard: { ...scorecard, territories: [] },
        };
        for (const input of [empty, { ...empty, accounts: [{ id: 'only', position: [11.58, 48.14] as const }] }]) {
            const { page, complaints } = await open(input);
            expect(await textsOf(page, '.tab-body.is-open .empty')).toEqual(['This plan has no territories.']);
            await page.click('#tab-routes');
            expect(await textsOf(page, '.tab-body.is-open .empty')).toEqual(['This plan has no routes.']);
            await page.click('#tab-unscheduled');
            expect(await textsOf(page, '.tab-body.is-open .empty')).toEqual([
                'Every visit that is due has its place in the plan.',
            ]);
            expect(complaints).toEqual([]);
            await page.close();
        }
    });

    it('fits a laptop and a narrow window without scrolling sideways', async () => {
        const { page } = await open(INPUT);
        for (const [width, height] of [
            [1366, 768],
            [1920, 1080],
            [800, 900],
            [390, 844],
            [320, 640],
        ]) {
            await page.setViewportSize({ width, height });
            for (const tab of ['territories', 'routes', 'accounts', 'unscheduled']) {
                await page.click(`#tab-${tab}`);
                const overflow = await page.evaluate(() => {
                    const body = document.querySelector('.tab-body.is-open') as HTMLElement;
                    const table = document.querySelector('.table-frame') as HTMLElement;
                    return Math.max(
                        document.documentElement.scrollWidth - window.innerWidth,
                        body.scrollWidth - body.clientWidth,
                        // Phones scroll the table within its frame.
                        window.innerWidth < 640 ? 0 : table.scrollWidth - table.clientWidth,
                    );
                });
                expect(overflow, `${width} ${tab}`).toBeLessThanOrEqual(0);
            }
        }
        await page.close();
    });

    it('finds accounts by words of their names, and shows them by keyboard alone', async () => {
        const { page, complaints } = await open(INPUT, '#tab=accounts');
        expect(await page.locator('#body-accounts [role=status]').textContent()).toBe('600 accounts');
        expect(await page.locator('#body-accounts .missed-call').count()).toBe(100);
        await page.locator('#body-accounts .quiet').click();
        expect(await page.locator('#body-accounts .missed-call').count()).toBe(200);
        const { name = '' } = INPUT.accounts[417];
        await page.fill('#account-search', name.toUpperCase());
        const found = INPUT.accounts.filter((account) => account.name?.includes(name)).length;
        expect(await page.locator('#body-accounts [role=status]').textContent()).toBe(`${found} of 600 accounts`);
        await page.focus('#account-search');
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        const card = page.locator('.card');
        expect(await card.getAttribute('aria-label')).toContain(name);
        expect(await card.evaluate((node) => node === document.activeElement)).toBe(true);
        await page.keyboard.press('Escape');
        await card.waitFor({ state: 'detached' });
        expect(await page.evaluate(() => document.activeElement?.className)).toBe('missed-call');
        await page.fill('#account-search', 'no such account');
        expect(await page.locator('#body-accounts .missed-call').count()).toBe(0);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('closes a card by Escape and when the view changes', async () => {
        const { page, complaints } = await open(INPUT, '#tab=unscheduled');
        for (const leave of [
            () => page.keyboard.press('Escape'),
            () => page.click('#tab-routes'),
            () => page.selectOption('#rep-picker', { index: 3 }),
        ]) {
            await page.click('#tab-unscheduled');
            await page.selectOption('#rep-picker', { index: 0 });
            await page.locator('.missed-call').first().click();
            await page.locator('.card').waitFor();
            await leave();
            await page.locator('.card').waitFor({ state: 'detached' });
        }
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('shows stops at one place as one marker, and leads from one account to the others', async () => {
        const { visitIds } = INPUT.plan.calendar.days.filter(({ repId }) => repId === 'R04')[2];
        const ids = visitIds.map((id) => id.split('#')[0]);
        const [first, second, , fourth] = ids;
        const { position } = INPUT.accounts.find(({ id }) => id === first)!;
        const shared = new Set([first, second, fourth]);
        const accounts = INPUT.accounts.map((account) => (shared.has(account.id) ? { ...account, position } : account));
        const { date } = INPUT.plan.calendar.days.filter(({ repId }) => repId === 'R04')[2];
        const { page, complaints } = await open({ ...INPUT, accounts }, `#tab=routes&rep=R04&day=${date}`);
        expect(await textsOf(page, '.stop-marker .stop-number')).toContain('1–2, 4');
        expect(await page.locator('.stop-marker').count()).toBe(ids.length - 2);
        await page.locator('.stop').first().click();
        expect(await page.locator('.others li').count()).toBe(2);
        const other = await page.locator('.others button').first().textContent();
        await page.locator('.others button').first().click();
        await page.locator(`.card[aria-label="${other}"]`).waitFor();
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('shows all weeks of the period', async () => {
        const { page, complaints } = await open(INPUT, '#tab=routes&rep=R04&day=2027-01-04');
        expect(await page.locator('.week').count()).toBe(1);
        await page.click('#all-weeks');
        expect(await page.locator('.week').count()).toBe(4);
        expect(page.url()).toContain('view=month');
        const last = page.locator('.week >> nth=3').locator('.week-day:enabled').first();
        const label = await last.getAttribute('aria-label');
        await last.click();
        expect(await page.locator('.week-day[aria-pressed=true]').getAttribute('aria-label')).toBe(label);
        expect(await page.locator('.week').count()).toBe(4);
        expect(complaints).toEqual([]);
        await page.close();
    });

    it('has targets of 24 pixels and texts of enough contrast, in light and dark', async () => {
        const { page } = await open(INPUT, '#tab=territories');
        for (const colorScheme of ['light', 'dark'] as const) {
            await page.emulateMedia({ colorScheme });
            for (const width of [1366, 390]) {
                await page.setViewportSize({ width, height: 800 });
                for (const tab of ['territories', 'routes', 'accounts', 'unscheduled']) {
                    await page.click(`#tab-${tab}`);
                    const small = await page.evaluate(() =>
                        [...document.querySelectorAll<HTMLElement>('button, select, input')]
                            .map((node) => ({ text: node.textContent, box: node.getBoundingClientRect() }))
                            .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
                            .map(({ text, box }) => `${text} ${box.width} x ${box.height}`),
                    );
                    expect(small, `${tab} at ${width}`).toEqual([]);
                }
            }
            for (const selector of ['.leaflet-control-scale-line', '.leaflet-control-attribution']) {
                const [ink, paper] = await page
                    .locator(selector)
                    .first()
                    .evaluate((node) => {
                        const ground = (node.closest('.leaflet-control-attribution') ?? node) as HTMLElement;
                        return [getComputedStyle(node).color, getComputedStyle(ground).backgroundColor];
                    });
                expect(contrastOf(ink, paper), `${selector} ${colorScheme}: ${ink} on ${paper}`).toBeGreaterThan(4.5);
            }
        }
        await page.close();
    });

    it('prints the map and the open view on paper-wide pages', async () => {
        const { page, complaints } = await open(INPUT, '#tab=routes&rep=R04&day=2027-01-04');
        const pdf = await page.pdf({ format: 'A4' });
        expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
        await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
        expect((await page.locator('#map').boundingBox())?.width).toBe(688);
        expect(await page.locator('.panel-head').isVisible()).toBe(false);
        await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
        expect(await page.locator('.panel-head').isVisible()).toBe(true);
        expect(complaints).toEqual([]);
        await page.close();
    });
});

// WCAG 2.2's contrast ratio; a background that shows what lies below has none.
function contrastOf(first: string, second: string): number {
    const luminance = (color: string): number => {
        const [red, green, blue, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
        if (alpha < 1) return Number.NaN;
        const [r, g, b] = [red, green, blue].map((value) => {
            const share = value / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}
