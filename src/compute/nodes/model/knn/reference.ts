/** The same mathematics in plain double precision; the page uses it too, for a point that people move. */
export { type Distance, distanceBy, type Neighbour, nearestOf, sharesOf } from '../../../../shared/neighbours'
