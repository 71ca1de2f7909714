import type { MapView } from './map-view.js';

/** Gives paper its own layout: the style sheet's `printing` class sets sizes that the map must know before it is drawn. */
export function preparePrinting(map: MapView): void {
    const turn = (isPrinting: boolean): void => {
        document.documentElement.classList.toggle('printing', isPrinting);
        map.refresh();
    };
    window.addEventListener('beforeprint', () => turn(true));
    window.addEventListener('afterprint', () => turn(false));
}
