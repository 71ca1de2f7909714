import { dirname, relative, resolve } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

/** Where the repository lies, and which of its files are pages. */
interface PageRules {
    readonly repository: string;
    readonly isPage: (path: string) => boolean;
}

/**
 * Keeps links between pages and drops those to other files of the repository, whose text stays. The repository has no public address
 * to link to; once `package.json` names one, link there instead.
 */
export function linkPagesOnly(markdown: MarkdownRenderer, { repository, isPage }: PageRules): void {
    const isElsewhere = (href: string, from: string): boolean => {
        if (/^(?:[a-z]+:|#|\/)/.test(href)) return false;
        return !isPage(relative(repository, resolve(dirname(from), href.split('#')[0])).replaceAll('\\', '/'));
    };
    markdown.core.ruler.push('link-pages-only', ({ tokens, env }) => {
        for (const { children } of tokens) {
            if (children === null) continue;
            let isDropped = false;
            for (const token of children) {
                if (token.type === 'link_open') isDropped = isElsewhere(token.attrGet('href') ?? '', env.path);
                if (isDropped && (token.type === 'link_open' || token.type === 'link_close')) {
                    if (token.type === 'link_close') isDropped = false;
                    token.type = 'text';
                    token.content = '';
                }
            }
        }
    });
}
