import { describe, expect, it } from 'vitest';
import { TERRITORY_COLORS } from '../../src/report/palette.js';

type Rgb = readonly [red: number, green: number, blue: number];

function linear(color: string): Rgb {
    const channel = (at: number): number => {
        const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    };
    return [channel(1), channel(3), channel(5)];
}

// Machado, Oliveira and Fernandes (2009), doi:10.1109/TVCG.2009.113: severity 1, on linear RGB.
const EYES: Readonly<Record<string, readonly Rgb[]>> = {
    normal: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
    ],
    protanopia: [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    deuteranopia: [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
};

function see(color: string, eye: readonly Rgb[]): Rgb {
    const [red, green, blue] = linear(color);
    const [r, g, b] = eye.map(([x, y, z]) => Math.min(1, Math.max(0, x * red + y * green + z * blue)));
    return [r, g, b];
}

function toLab([red, green, blue]: Rgb): Rgb {
    const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
    const x = f((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
    const y = f(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const z = f((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function luminance([red, green, blue]: Rgb): number {
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
    const [dark, light] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
}

describe('TERRITORY_COLORS', () => {
    it.each(['light', 'dark'] as const)('stay apart for every eye on a %s page', (page) => {
        for (const [name, eye] of Object.entries(EYES)) {
            const seen = TERRITORY_COLORS.map((color) => toLab(see(color[page], eye)));
            for (let i = 0; i < seen.length; i++) {
                for (let k = i + 1; k < seen.length; k++) {
                    const difference = Math.hypot(seen[i][0] - seen[k][0], seen[i][1] - seen[k][1], seen[i][2] - seen[k][2]);
                    expect(difference, `${i} and ${k}, ${name}`).toBeGreaterThan(i < 5 && k < 5 ? 22 : 11);
                }
            }
        }
    });

    it('carry text that reads, WCAG AA', () => {
        for (const { light, onLight, dark, onDark } of TERRITORY_COLORS) {
            expect(contrast(light, onLight), light).toBeGreaterThanOrEqual(4.5);
            expect(contrast(dark, onDark), dark).toBeGreaterThanOrEqual(4.5);
        }
    });
});
