import type { MarkdownRenderer } from 'vitepress';

/** Puts the diagram of the rooms into the page itself wherever a page shows its file. */
export function renderDiagram(markdown: MarkdownRenderer): void {
    const renderImage = markdown.renderer.rules.image;
    if (renderImage === undefined) return;
    markdown.renderer.rules.image = (tokens, index, options, env, self) =>
        /(?:^|\/)rooms\.svg$/.test(tokens[index].attrGet('src') ?? '')
            ? '<RoomsDiagram />'
            : renderImage(tokens, index, options, env, self);
}
