// Follows every link of a built site, offline: node build/check-links.mjs FOLDER. Fails when a page, file or anchor is missing.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const LINK = /<(?:a|link|img|script|iframe|source)\b[^>]*?\s(?:href|src)="([^"]*)"/g;
const ANCHOR = /\s(?:id|name)="([^"]*)"/g;
const OUTSIDE = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i;

/**
 * Links of all pages in a folder that lead nowhere.
 *
 * @param {string} folder
 * @param {string} [base] path that the site is served under; default `/`
 * @returns {{ pages: number, links: number, broken: string[] }} broken links as `page: link`, in order of the pages
 */
export function checkLinks(folder, base = '/') {
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.html'))
        .sort();
    /** @type {Map<string, Set<string>>} */
    const anchorsByFile = new Map();
    const anchorsOf = (/** @type {string} */ file) => {
        const known = anchorsByFile.get(file);
        if (known !== undefined) return known;
        const anchors = new Set([...readFileSync(file, 'utf8').matchAll(ANCHOR)].map(([, id]) => decodeEntities(id)));
        anchorsByFile.set(file, anchors);
        return anchors;
    };
    const broken = [];
    let links = 0;
    for (const page of pages) {
        const from = join(folder, page);
        const seen = new Set([...readFileSync(from, 'utf8').matchAll(LINK)].map(([, link]) => decodeEntities(link)));
        for (const link of seen) {
            if (link === '' || OUTSIDE.test(link)) continue;
            links++;
            const [path, anchor] = link.split('#');
            const file = fileOf(folder, base, from, path.split('?')[0]);
            const isFound = file !== undefined && (!anchor || anchorsOf(file).has(decode(anchor)));
            if (!isFound) broken.push(`${page.split(sep).join('/')}: ${link}`);
        }
    }
    return { pages: pages.length, links, broken };
}

/** The file that a path leads to; undefined if there is none, or if it lies outside of the site. */
function fileOf(folder, base, from, path) {
    if (path === '') return from;
    if (path.startsWith('/') && !path.startsWith(base)) return undefined;
    const target = path.startsWith('/') ? join(folder, decode(path.slice(base.length))) : resolve(dirname(from), decode(path));
    if (relative(folder, target).startsWith('..')) return undefined;
    const candidates = [target, `${target}.html`, join(target, 'index.html')];
    return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

function decode(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}

function decodeEntities(text) {
    return text
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
    const [folder = 'out/site'] = process.argv.slice(2);
    const { pages, links, broken } = checkLinks(folder, process.env['BEATPLAN_DOCS_BASE'] ?? '/');
    for (const line of broken) process.stderr.write(`${line}\n`);
    process.stdout.write(`${links} links on ${pages} pages, ${broken.length} broken\n`);
    if (broken.length > 0 || pages === 0) process.exitCode = 1;
}
