import { PORT_NAMES, type InnerPorts } from '../src/ports.js';

const named = Object.fromEntries(PORT_NAMES.map((name, index) => [name, 41_101 + index])) as InnerPorts;

/** Ports of everything that listens inside the standalone; the tests know those that are named. */
export const INNER: InnerPorts = {
  ...named,
  lifecare: 41_001,
  teamApp: 41_002,
  identity: 41_003,
  dispatcherHealth: 41_004,
  lifecareHealth: 41_005,
  pegasos: 41_006,
  pegasosMllp: 41_007,
  pegasosHealth: 41_008,
  typ: 41_009,
  typHealth: 41_010,
  'sofia-crm': 41_011,
  'sofia-crmHealth': 41_012,
  proconsona: 41_013,
  proconsonaHealth: 41_014,
  kanta: 41_015,
  kantaHealth: 41_016,
};
