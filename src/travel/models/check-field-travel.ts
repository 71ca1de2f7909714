import type { IssueCollector, IssuePath } from '../../core/index.js';
import { checkTravelModel } from './check-travel-model.js';
import type { FieldTravel } from './travel-model.js';

/** Checks how reps drive between places on the globe, for which no plane and no matrix serves. */
export function checkFieldTravel(travel: unknown, path: IssuePath, collector: IssueCollector): travel is FieldTravel {
    if (!checkTravelModel(travel, path, collector)) return false;
    if (travel.kind === 'great-circle' || travel.kind === 'roads') return true;
    collector.add('unknown-option', [...path, 'kind'], 'is not a way to travel on the globe', {
        received: travel.kind,
        expected: "'great-circle' or 'roads'",
        hint: 'accounts have positions on the globe',
    });
    return false;
}
