import type { Instance } from '../../compile/instance.js';

/**
 * Whether hybrid genetic search can judge every rule of the instance piece by piece: it cannot where visits have several windows,
 * deliveries mix with pickups, driving time has a limit of its own, importance pulls visits to the front of the day, or some places
 * have no way between them.
 */
export function supportsHgs(instance: Instance): boolean {
    return (
        !instance.severalWindows &&
        !instance.mixedLoad &&
        !instance.travelLimited &&
        !instance.early &&
        instance.metrics.every((metric) => metric.complete)
    );
}
