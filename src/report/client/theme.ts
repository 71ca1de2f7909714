import { TERRITORY_COLORS } from '../palette.js';

/** Colours that the map's canvas needs as values. The style sheet owns all but the territories'. */
export interface Theme {
    readonly water: string;
    readonly land: string;
    readonly line: string;
    readonly state: string;
    readonly paper: string;
    readonly ink: string;
    readonly muted: string;
    readonly territories: readonly string[];
}

/** Radius of an account's circle by tier, pixels. */
export const TIER_RADIUS: Readonly<Record<string, number>> = { A: 5.5, B: 4.25, C: 3.25, D: 2.5 };

const DARK = '(prefers-color-scheme: dark)';

/** The colours of now: light or dark as the reader's system wishes, light on paper. */
export function currentTheme(): Theme {
    const isPrinting = document.documentElement.classList.contains('printing');
    const isDark = !isPrinting && window.matchMedia(DARK).matches;
    const styles = getComputedStyle(document.documentElement);
    const read = (name: string): string => styles.getPropertyValue(name).trim();
    return {
        water: read('--water'),
        land: read('--land'),
        line: read('--land-line'),
        state: read('--state-line'),
        paper: read('--paper'),
        ink: read('--ink'),
        muted: read('--muted'),
        territories: TERRITORY_COLORS.map(({ light, dark }) => (isDark ? dark : light)),
    };
}

/** Calls back when the reader's system turns from light to dark or back. */
export function onThemeChange(listener: () => void): void {
    window.matchMedia(DARK).addEventListener('change', listener);
}
