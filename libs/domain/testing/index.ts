export { aConfirmedTask, aPolicy, aTask } from './a-task.js';
