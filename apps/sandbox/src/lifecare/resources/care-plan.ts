import { type JsonObject, objectAt, objectsAt } from '../../json.js';
import { codeableConcept, identifier, period } from '../validation/datatypes.js';
import { boolean, date, dateTime, oneOf, text } from '../validation/primitives.js';
import { identityOf, reference } from '../validation/reference.js';
import {
  type ObjectRule,
  anyNumber,
  atMostOneOf,
  oneOrMore,
  optional,
  required,
  shape,
} from '../validation/shape.js';
import { contentRules } from './content-record.js';
import { organization, practitioner } from './directory.js';
import type { ResourceDefinition } from './resource-shape.js';

const annotation = shape(
  {
    authorReference: optional(reference('Practitioner', 'Patient', 'Organization')),
    authorString: optional(text),
    time: optional(dateTime),
    text: required(text),
  },
  atMostOneOf('authorReference', 'authorString'),
);

const target = shape({
  measure: optional(codeableConcept),
  detailString: optional(text),
  dueDate: optional(date),
});

const goal: ResourceDefinition = {
  type: 'Goal',
  elements: {
    lifecycleStatus: required(
      oneOf(
        'proposed',
        'planned',
        'accepted',
        'active',
        'on-hold',
        'completed',
        'cancelled',
        'entered-in-error',
        'rejected',
      ),
    ),
    category: anyNumber(codeableConcept),
    description: required(codeableConcept),
    subject: required(reference('Patient')),
    startDate: optional(date),
    target: anyNumber(target),
    note: anyNumber(annotation),
  },
};

const detail = shape(
  {
    kind: optional(
      oneOf(
        'Appointment',
        'CommunicationRequest',
        'DeviceRequest',
        'MedicationRequest',
        'NutritionOrder',
        'Task',
        'ServiceRequest',
        'VisionPrescription',
      ),
    ),
    code: optional(codeableConcept),
    goal: anyNumber(reference('Goal')),
    status: required(
      oneOf(
        'not-started',
        'scheduled',
        'in-progress',
        'on-hold',
        'completed',
        'cancelled',
        'stopped',
        'unknown',
        'entered-in-error',
      ),
    ),
    doNotPerform: optional(boolean),
    scheduledPeriod: optional(period),
    scheduledString: optional(text),
    performer: anyNumber(reference('Practitioner', 'Organization', 'Patient')),
    description: optional(text),
  },
  atMostOneOf('scheduledPeriod', 'scheduledString'),
);

/** A plan and its goals are of one client, named in one way. */
const goalsOfTheClient: ObjectRule = (value, path, findings) => {
  const subject = namedBy(objectAt(value, 'subject'));
  objectsAt(value, 'contained').forEach((one, index) => {
    if (one['resourceType'] === 'Goal' && namedBy(objectAt(one, 'subject')) !== subject) {
      findings.add('goal-subject', `${path}.contained[${index}].subject`);
    }
  });
};

function namedBy(subject: JsonObject | undefined): string {
  const identity = identityOf(objectAt(subject, 'identifier'));
  return JSON.stringify([subject?.['reference'], identity?.system, identity?.value]);
}

export const carePlan: ResourceDefinition = {
  type: 'CarePlan',
  contains: [practitioner, organization, goal],
  elements: {
    identifier: oneOrMore(identifier),
    status: required(
      oneOf('draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown'),
    ),
    intent: required(oneOf('proposal', 'plan', 'order', 'option')),
    category: oneOrMore(codeableConcept),
    title: optional(text),
    description: optional(text),
    subject: required(reference('Patient')),
    period: optional(period),
    created: optional(dateTime),
    author: optional(reference('Practitioner', 'Organization', 'Patient')),
    goal: anyNumber(reference('Goal')),
    activity: anyNumber(shape({ detail: required(detail) })),
    note: anyNumber(annotation),
  },
  whole: (value, path, findings) => {
    contentRules('CarePlan')(value, path, findings);
    goalsOfTheClient(value, path, findings);
  },
};
