import { describe, expect, it } from 'vitest';
import { sidebar } from '../../docs/.vitepress/sidebar.js';
import { pages } from './markdown.js';

describe('the sidebar of the site', () => {
    it('has every page of docs once, and no other', () => {
        const links = sidebar
            .flatMap(({ items = [] }) => items.map(({ link = '' }) => link))
            .filter((link) => link.startsWith('/docs/'));
        const wanted = pages().filter((page) => page.startsWith('docs/') && page !== 'docs/index.md');
        expect([...links].sort()).toEqual(wanted.map((page) => `/${page.replace(/\.md$/, '')}`).sort());
    });
});
