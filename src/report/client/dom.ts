type Attribute = string | number | boolean | undefined | ((event: Event) => void);
type Child = Node | string | undefined;

/**
 * Makes an element. Children that are strings become text, never markup; attributes that are functions become listeners
 * (`onclick`), `true` an empty attribute, and `false` or `undefined` none.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
    tag: Tag,
    attributes: Readonly<Record<string, Attribute>> = {},
    ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === 'function') made.addEventListener(name.slice(2), value);
        else if (value === true) made.setAttribute(name, '');
        else if (value !== false && value !== undefined) made.setAttribute(name, String(value));
    }
    for (const child of children) if (child !== undefined) made.append(child);
    return made;
}

/** A dot in a territory's colour. */
export function swatch(color: number | undefined): HTMLElement {
    const dot = element('span', { class: 'swatch', 'aria-hidden': 'true' });
    paint(dot, color);
    return dot;
}

/** Gives an element its territory's colour as `--color` and `--on-color`; none if there is no territory. */
export function paint(target: HTMLElement, color: number | undefined): void {
    if (color === undefined) return;
    // By the style object: a style attribute is what the page's policy could forbid.
    target.style.setProperty('--color', `var(--territory-${color})`);
    target.style.setProperty('--on-color', `var(--on-territory-${color})`);
}

/** Finds an element that the page's template holds. */
export function byId(id: string): HTMLElement {
    const found = document.getElementById(id);
    if (found === null) throw new Error(`the page lacks #${id}`);
    return found;
}
