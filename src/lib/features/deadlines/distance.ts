const KM = 200;
const FRACTION = 100;

/** Days added for the distance from the court: one per 200 km, and one for a rest of 100 or more (CPCCN art. 158). */
export function distanceDays(km: number): number {
  return Math.floor(km / KM) + (km % KM >= FRACTION ? 1 : 0);
}
