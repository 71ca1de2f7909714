const LONGEST_LINE = 200;

/** JSON that people and `git diff` can read: what fits one line stands on one, the rest is indented. */
export function readableJson(value: unknown, indent: string = ''): string {
    const flat = JSON.stringify(value) ?? 'null';
    if (typeof value !== 'object' || value === null || flat.length + indent.length <= LONGEST_LINE) return flat;
    const deeper = `${indent} `;
    if (Array.isArray(value)) return `[\n${value.map((item) => deeper + readableJson(item, deeper)).join(',\n')}\n${indent}]`;
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${readableJson(item, deeper)}`);
    return `{\n${lines.join(',\n')}\n${indent}}`;
}
