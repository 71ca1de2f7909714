import type { MarkdownRenderer } from 'vitepress';

/** Gives code blocks marked `live` a button that runs them: `ts live` instead of `ts`. */
export function renderLiveExamples(markdown: MarkdownRenderer): void {
    const renderFence = markdown.renderer.rules.fence;
    if (renderFence === undefined) return;
    markdown.renderer.rules.fence = (tokens, index, options, env, self) => {
        const token = tokens[index];
        const [language, mark] = token.info.trim().split(/\s+/);
        if (mark !== 'live') return renderFence(tokens, index, options, env, self);
        token.info = language;
        const html = renderFence(tokens, index, options, env, self);
        return `<LiveExample source="${encodeURIComponent(token.content)}">${html}</LiveExample>`;
    };
}
