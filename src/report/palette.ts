/** A territory's colour on a light and on a dark page. */
export interface TerritoryColor {
    readonly light: string;
    readonly dark: string;
    /** Text on `light`. */
    readonly onLight: string;
    /** Text on `dark`. */
    readonly onDark: string;
}

const WHITE = '#ffffff';
const INK = '#14181f';

/**
 * Colours that stay apart under protanopia and deuteranopia, the most distinct first, as most maps need four or five only.
 * The hues are Okabe and Ito's (Color Universal Design, 2008); lightness is shifted until the test's distances hold.
 */
export const TERRITORY_COLORS: readonly TerritoryColor[] = [
    { light: '#0e5fb4', dark: '#3693e3', onLight: WHITE, onDark: INK },
    { light: '#e58b06', dark: '#f4b13e', onLight: INK, onDark: INK },
    { light: '#078260', dark: '#26b975', onLight: WHITE, onDark: INK },
    { light: '#cd65a9', dark: '#e176ad', onLight: INK, onDark: INK },
    { light: '#71c1ef', dark: '#8ed7fb', onLight: INK, onDark: INK },
    { light: '#ad3813', dark: '#e85c2f', onLight: WHITE, onDark: INK },
    { light: '#ddcf1b', dark: '#efe76e', onLight: INK, onDark: INK },
    { light: '#523386', dark: '#7960df', onLight: WHITE, onDark: WHITE },
];
