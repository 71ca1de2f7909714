/** What a running example sends to its page. */
export type Message =
    | { readonly kind: 'text'; readonly text: string }
    /** GeoJSON that was printed: shown as a map. */
    | { readonly kind: 'map'; readonly map: GeoJSON.FeatureCollection }
    /** A page of HTML that was printed: shown in a frame. */
    | { readonly kind: 'page'; readonly html: string }
    | { readonly kind: 'error'; readonly text: string }
    | { readonly kind: 'end'; readonly seconds: number };
