/** The same mathematics in plain double precision; the page uses it too, for a point that people move. */
export { distanceBy, heard, type Neighbour, nearestOf, weightsOf } from '../../../../shared/neighbours'
