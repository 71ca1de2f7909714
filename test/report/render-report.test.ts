import { describe, expect, it } from 'vitest';
import { scoreAccounts } from '../../src/market/index.js';
import { renderReport } from '../../src/report/index.js';
import type { ReportData } from '../../src/report/report-data.js';
import { makeReportInput } from './fixture.js';

const NASTY = '<img src=x onerror="alert(1)"></script><!--\u2028';
const INPUT = makeReportInput({ accounts: 60, reps: 3, weeks: 1 });
const TILES = { url: 'https://{s}.tile.example.org/{z}/{x}/{y}.png', attribution: '© Example & <b>others</b>' };

function embedded(html: string): ReportData {
    const text = /<script type="application\/json" id="beatplan-data">([^<]*)<\/script>/.exec(html)?.[1];
    return JSON.parse(text ?? '') as ReportData;
}

describe('renderReport', () => {
    const html = renderReport(INPUT);

    it('is one document with its data, its program and its styles', () => {
        expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
        expect(html.match(/<script/g)).toHaveLength(2);
        expect(html.match(/<\/script>/g)).toHaveLength(2);
        expect(html.match(/<style/g)).toHaveLength(1);
        const outside = html.replace(/<script[\s\S]*?<\/script>|<style[\s\S]*?<\/style>/g, '');
        for (const tag of ['html', 'head', 'body', 'header', 'main', 'section', 'dl', 'div']) {
            expect(outside.match(new RegExp(`<${tag}[ >]`, 'g'))?.length, tag).toBe(
                outside.match(new RegExp(`</${tag}>`, 'g'))?.length,
            );
        }
        expect(embedded(html).accounts.id).toEqual(INPUT.accounts.map(({ id }) => id));
    });

    it('loads nothing', () => {
        expect(html).not.toMatch(/<(?:link|iframe|object|embed|base)\b/i);
        expect(html).not.toMatch(/<script[^>]*\ssrc=/i);
        expect(html).not.toContain('@import');
        const addresses = [...html.matchAll(/url\(\s*["']?([^"')]{1,40})/g)].map(([, address]) => address);
        expect(addresses.length).toBeGreaterThan(0);
        // #default#VML is Leaflet's marker for browsers of the past, not an address.
        expect(addresses.filter((address) => !address.startsWith('data:') && !address.startsWith('#'))).toEqual([]);
        const hosts = new Set([...html.matchAll(/https?:\/\/([a-z0-9.-]+)/gi)].map(([, host]) => host));
        expect([...hosts].sort()).toEqual(['leafletjs.com', 'www.w3.org']);
        expect(html).toContain(`default-src &#39;none&#39;`);
        expect(html).toContain('img-src data:;');
    });

    it('allows the server of the tiles and no other', () => {
        const withTiles = renderReport({ ...INPUT, tiles: TILES });
        expect(withTiles).toContain('img-src data: https://*.tile.example.org;');
        expect(embedded(withTiles).tiles).toEqual(TILES);
        expect(renderReport({ ...INPUT, tiles: { ...TILES, url: 'https://tile.example.org/{z}/{x}/{y}.png' } })).toContain(
            'img-src data: https://tile.example.org;',
        );
    });

    it('shows what users wrote as text', () => {
        const accounts = INPUT.accounts.map((account) => ({ ...account, name: NASTY }));
        const reps = INPUT.reps.map((rep) => ({ ...rep, name: NASTY }));
        const nasty = renderReport({ ...INPUT, title: NASTY, accounts, reps });
        expect(nasty).not.toContain('<img');
        expect(nasty.match(/<\/script>/g)).toHaveLength(2);
        expect(nasty).toContain('<h1>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&lt;/script&gt;');
        expect(embedded(nasty).accounts.name[0]).toBe(NASTY);
    });

    it('says what the scores lack', () => {
        expect(html).not.toContain('class="note"');
        const { plan, ...rest } = INPUT;
        const accounts = INPUT.accounts.map(({ potential: _, ...account }, i) => ({
            ...account,
            ...(i % 2 === 0 ? { sales: i } : {}),
        }));
        const written = renderReport({ ...rest, accounts, plan: { ...plan, scores: scoreAccounts(accounts) } });
        expect(written).toContain('<p class="note">No account has a potential: sales say who is important.</p>');
        expect(written).toMatch(/<p class="note">\d+ of \d+ accounts have no (&#39;|&apos;|')sales/);
    });

    it('is the same for the same plan', () => {
        expect(renderReport(makeReportInput({ accounts: 60, reps: 3, weeks: 1 }))).toBe(html);
    });

    it('writes an empty plan', () => {
        const { plan, scorecard } = INPUT;
        const empty = renderReport({
            accounts: [],
            reps: [],
            plan: {
                scores: [],
                alignment: { ...plan.alignment, territories: [] },
                calendar: { ...plan.calendar, visits: [], days: [], unscheduled: [] },
            },
            shapes: { type: 'FeatureCollection', features: [] },
            scorecard: { ...scorecard, territories: [] },
        });
        expect(embedded(empty)).toMatchObject({ title: 'Beat plan', accounts: { id: [] } });
    });

    it('stays below 2.5 MB for 3,000 accounts and 7,000 visits', () => {
        const large = makeReportInput({ accounts: 3000, reps: 48 });
        expect(large.plan.calendar.visits.length + large.plan.calendar.unscheduled.length).toBeGreaterThan(7000);
        expect(new TextEncoder().encode(renderReport(large)).length).toBeLessThan(2_500_000);
    });
});
