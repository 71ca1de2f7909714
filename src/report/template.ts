import clientScript from './client/main.ts?bundle';
import styles from './client/styles.css?bundle';
import { escapeHtml, toScriptJson, toScriptText, toStyleText } from './escape.js';
import { TERRITORY_COLORS } from './palette.js';
import type { ReportData } from './report-data.js';

/** Writes the page around packed data: no address is loaded, and the policy forbids it except for the tiles' server. */
export function writePage(data: ReportData): string {
    const title = escapeHtml(data.title);
    return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="beatplan">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentPolicy(data))}">
<title>${title}</title>
<style>${toStyleText(styles)}
${territoryVariables()}</style>
</head>
<body>
<header class="masthead">
<div class="masthead-title"><h1>${title}</h1><p id="subtitle"></p>${writeNotes(data)}</div>
<dl class="headline" id="headline" aria-label="Headline figures"></dl>
</header>
<main class="stage">
<section class="map-frame" aria-label="Map"><div id="map"></div></section>
<section class="panel" id="panel" aria-label="Plan"></section>
</main>
<noscript><p class="empty">This report draws its map and tables with JavaScript, which is turned off.</p></noscript>
<script type="application/json" id="beatplan-data">${toScriptJson(data)}</script>
<script>${toScriptText(clientScript)}</script>
</body>
</html>
`;
}

function writeNotes({ notes }: ReportData): string {
    return notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('');
}

function contentPolicy({ tiles }: ReportData): string {
    const images = tiles === undefined ? 'data:' : `data: ${tileOrigin(tiles.url)}`;
    return `default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src ${images}; base-uri 'none'; form-action 'none'`;
}

// Tile servers often have one name per letter: https://{s}.tile.example.org becomes https://*.tile.example.org.
function tileOrigin(url: string): string {
    const origin = /^https?:\/\/[^/]+/.exec(url)?.[0] ?? '';
    return origin.replace(/^(https?:\/\/)[^.]*\{[a-z]+\}[^.]*/, '$1*');
}

function territoryVariables(): string {
    const light = TERRITORY_COLORS.map(
        ({ light, onLight }, i) => `--territory-${i}:${light};--on-territory-${i}:${onLight};`,
    ).join('');
    const dark = TERRITORY_COLORS.map(({ dark, onDark }, i) => `--territory-${i}:${dark};--on-territory-${i}:${onDark};`).join(
        '',
    );
    return `:root{${light}}@media screen and (prefers-color-scheme:dark){:root:not(.printing){${dark}}}`;
}
