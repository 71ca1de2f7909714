import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vitepress';
import { viteBundleText } from '../../build/bundle-text.mjs';
import { version } from '../../package.json';
import { linkPagesOnly } from './link-pages-only.js';
import { renderDiagram } from './render-diagram.js';
import { renderLiveExamples } from './render-live-examples.js';
import { sidebar } from './sidebar.js';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const ICON =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M6 25L12 9l8 12 6-14" fill="none" stroke="#4269d0" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/></svg>';

/** Markdown files of the repository that are pages of the site, beside those of `docs`. */
const OTHER_PAGES = /^(?:README|CHANGELOG|CONTRIBUTING|SECURITY)\.md$|^bench\/results\/|^examples\/data\/README\.md$/;

const isPage = (path: string): boolean => /^docs\/(?!\.).+\.md$/.test(path) || (OTHER_PAGES.test(path) && path.endsWith('.md'));

const config: UserConfig = defineConfig({
    title: 'beatplan',
    description: 'Plan field sales: balanced territories, call frequencies and daily routes.',
    lang: 'en',
    base: process.env['BEATPLAN_DOCS_BASE'] ?? '/',
    // Pages link to each other as files of the repository do, so that the same links work there and here.
    srcDir: REPOSITORY,
    srcExclude: ['{src,test,build,out,dist,coverage,node_modules,.ci,.github,.cache}/**'],
    rewrites: { 'docs/index.md': 'index.md' },
    outDir: `${REPOSITORY}out/site`,
    cacheDir: `${REPOSITORY}node_modules/.cache/vitepress`,
    // The reference is written into the site after its pages; `build/check-links.mjs` follows these links as well.
    ignoreDeadLinks: [/^\/api\//],
    metaChunk: true,
    head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(ICON)}` }]],
    markdown: {
        config(markdown) {
            linkPagesOnly(markdown, { repository: REPOSITORY, isPage });
            renderLiveExamples(markdown);
            renderDiagram(markdown);
        },
    },
    themeConfig: {
        search: { provider: 'local', options: { detailedView: false } },
        outline: [2, 3],
        nav: [
            { text: 'Start', link: '/docs/start/spreadsheet', activeMatch: '/docs/start/' },
            { text: 'Recipes', link: '/docs/recipes/a-day', activeMatch: '/docs/recipes/' },
            { text: 'Reference', link: '/api/index.html', target: '_self' },
            { text: `v${version}`, link: '/CHANGELOG' },
        ],
        sidebar,
        footer: { message: 'MIT licence' },
    },
    vite: {
        plugins: [viteBundleText()],
        worker: { format: 'es', plugins: () => [viteBundleText()] },
        // One worker holds the whole library, and is loaded when an example is run.
        build: { chunkSizeWarningLimit: 2000 },
    },
});

export default config;
