const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML's elements and quoted attributes. */
export function escapeHtml(text: string): string {
    return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** JSON as it may stand in a `<script>`: nothing in it can end the element or open a comment. */
export function toScriptJson(value: unknown): string {
    return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
        return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
}

/** A program as it may stand in a `<script>`. The two sequences can only occur in its strings and regular expressions. */
export function toScriptText(program: string): string {
    return program.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}

/** A style sheet as it may stand in a `<style>`. */
export function toStyleText(styles: string): string {
    return styles.replace(/<\/(style)/gi, '<\\/$1');
}
