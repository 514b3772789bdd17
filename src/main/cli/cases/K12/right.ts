export { right } from '../K11/right'
