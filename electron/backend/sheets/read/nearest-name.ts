export { findNearestName } from '../../../../shared/values/nearest-name.ts';
