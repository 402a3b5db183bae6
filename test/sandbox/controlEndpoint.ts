import * as v from 'valibot';
import type { SandboxControl } from './control';
import { faultRuleSchema, serverNameSchema } from './faults';
import { jsonAnswer, type Answer, type SandboxRequest } from './http';
import { switchesChangeSchema } from './switches';

const nothing = v.strictObject({});
const oneAccount = v.strictObject({ userName: v.string() });
const oneAcceptance = v.strictObject({ userName: v.string(), datasetId: v.string() });
const anyAccount = v.strictObject({ userName: v.optional(v.string()) });
const oneServer = v.strictObject({ server: serverNameSchema });
const oneFault = v.strictObject({ id: v.number() });

type Command = (control: SandboxControl, body: unknown) => unknown;

const commands: Readonly<Record<string, Command>> = {
  switches: (control, body) => control.setSwitches(v.parse(switchesChangeSchema, body)),
  'faults/add': (control, body) => ({ id: control.addFault(v.parse(faultRuleSchema, body)) }),
  'faults/remove': (control, body) => {
    control.removeFault(v.parse(oneFault, body).id);
  },
  'faults/clear': (control, body) => {
    v.parse(nothing, body);
    control.clearFaults();
  },
  requests: (control, body) => {
    v.parse(nothing, body);
    return control.requests();
  },
  'requests/clear': (control, body) => {
    v.parse(nothing, body);
    control.clearRequests();
  },
  'sessions/expire': (control, body) => {
    control.expireSessions(v.parse(anyAccount, body).userName);
  },
  'keys/kill': (control, body) => {
    control.killKey(v.parse(oneAccount, body).userName);
  },
  'terms/withdraw': (control, body) => {
    const { userName, datasetId } = v.parse(oneAcceptance, body);
    control.withdrawTerms(userName, datasetId);
  },
  account: (control, body) => control.account(v.parse(oneAccount, body).userName),
  stop: (control, body) => control.stop(v.parse(oneServer, body).server),
  start: (control, body) => control.start(v.parse(oneServer, body).server),
  reset: (control, body) => {
    v.parse(nothing, body);
    return control.reset();
  },
};

/**
 * `POST /_sandbox/<command>` with a JSON object. The servers listen on loopback only; the content type is
 * asked for because a web page elsewhere cannot send it without leave.
 */
export async function answerControl(control: SandboxControl, request: SandboxRequest): Promise<Answer> {
  const command = commands[request.path.slice('/_sandbox/'.length)];
  if (!command) return jsonAnswer(404, { error: 'No such command.' });
  if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/json')) {
    return jsonAnswer(400, { error: 'Send POST with content-type application/json.' });
  }
  try {
    const body: unknown = JSON.parse((await request.readText()) || '{}');
    return jsonAnswer(200, (await command(control, body)) ?? {});
  } catch (error) {
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
  }
}
