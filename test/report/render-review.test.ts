import { describe, expect, it } from 'vitest';
import { makeMarket } from '../../bench/performance/made-market.js';
import { generateYear } from '../../examples/data/generate-year.mjs';
import { reviewPeriod } from '../../src/performance/index.js';
import { renderReview } from '../../src/report/index.js';

const HOSTILE = `</style><script>alert(1)</script>"'&<img src=x onerror=alert(2)>`;
const made = makeMarket(12, 55, 9);
const market = {
    accounts: made.accounts.map((account) => ({ ...account, name: `${HOSTILE} ${account.id}` })),
    reps: made.reps.map((rep) => ({ ...rep, name: `${HOSTILE} ${rep.id}`, teamId: HOSTILE })),
};
const year = generateYear(market, {
    seed: 9,
    start: '2027-01-04',
    plant: ['weak-territory', 'costly-account', 'overworked-rep'],
});
const orders = year.orders.map((order) => ({ ...order, currency: HOSTILE }));
const review = reviewPeriod(market, { ...year, orders }, year.period);

describe('renderReview', () => {
    const html = renderReview(review, { title: HOSTILE });

    it('shows names as text, whatever they hold', () => {
        expect(review.findings.length).toBeGreaterThanOrEqual(3);
        expect(html).not.toMatch(/<script|<img|onerror=alert\(2\)>/);
        expect(html.match(/<\/style>/g)).toHaveLength(1);
        expect(html).toContain('&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    });

    it('loads nothing from anywhere', () => {
        expect(html).toContain("default-src 'none'");
        expect(html).not.toMatch(/(?:src|href)="(?!#)/);
        expect(html).not.toMatch(/@import|url\(/);
    });

    it('has a section for each rep, linked from the table, and balanced tags', () => {
        for (const [r] of review.reps.entries()) {
            expect(html).toContain(`id="rep-${r + 1}"`);
            expect(html).toContain(`href="#rep-${r + 1}"`);
        }
        for (const tag of ['section', 'table', 'svg', 'ol', 'dl', 'li', 'figure', 'div', 'p']) {
            const opened = html.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length ?? 0;
            expect(html.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0).toBe(opened);
        }
        expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
    });

    it('is written for a period in which nothing is known', () => {
        const empty = renderReview(
            reviewPeriod(
                { accounts: [], reps: [{ id: 'r' }] },
                { calls: [], orders: [] },
                { start: '2027-01-04', end: '2027-01-04' },
            ),
        );
        expect(empty).toContain('Nothing stands out');
        expect(empty).not.toMatch(/NaN|undefined|Infinity/);
    });

    it('gives equal documents for equal reviews', () => {
        expect(renderReview(review, { title: HOSTILE })).toBe(html);
    });

    it('refuses what is no review', () => {
        expect(() => renderReview({} as never)).toThrow(/problem/);
        expect(() => renderReview({ ...review, slices: review.slices.slice(1) })).toThrow(/has 12 values/);
    });
});
