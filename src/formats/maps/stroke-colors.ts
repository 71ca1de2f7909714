// Okabe and Ito's palette (Color Universal Design, 2008) without yellow, which is lost on light maps.
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#4b3f9e'];

/** Colour of the index-th line or area of a map; repeats after seven. */
export function strokeColor(index: number): string {
    return COLORS[index % COLORS.length];
}
