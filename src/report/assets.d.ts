/** A script or style sheet, bundled and minified for the browser while the package is built, as text. */
declare module '*?bundle' {
    const text: string;
    export default text;
}

declare module 'us-atlas/states-10m.json' {
    const topology: import('topojson-specification').Topology;
    export default topology;
}

declare module 'world-atlas/countries-50m.json' {
    const topology: import('topojson-specification').Topology;
    export default topology;
}

declare module 'world-atlas/countries-110m.json' {
    const topology: import('topojson-specification').Topology;
    export default topology;
}
