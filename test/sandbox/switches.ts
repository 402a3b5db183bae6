import * as v from 'valibot';

const milliseconds = v.pipe(v.number(), v.minValue(0));

/** How the sandbox behaves where the real services are unknown, settable or out of order. */
export const switchesSchema = v.strictObject({
  /**
   * What the right password is answered with, by script. `noSession` says that it worked, and `newForm` is a
   * page of another look with status 200; both open no session.
   */
  signInAnswer: v.picklist(['done', 'noSession', 'newForm']),
  /**
   * What `/project/aws` answers. `status500` and `signInPage` leave the pair as it is; `status500AfterReset`,
   * `newForm` (a page with status 200 that shows no pair) and `lost` (the connection is cut) reset it first.
   */
  keyAnswer: v.picklist([
    'json',
    'jsonString',
    'status500',
    'status500AfterReset',
    'newForm',
    'signInPage',
    'lost',
  ]),
  /** The pair is reset at once, the answer comes this much later. */
  keyAnswerDelayMs: milliseconds,
  /** From the reset until the bucket knows the new pair; the real one takes 20 to 60 s. */
  keyDelayMs: milliseconds,
  /** How `/project/aws` refuses an account that has not accepted the dataset's terms. */
  refusal: v.picklist(['json403', 'page200']),
  /** What `POST /terms/agree/<id>` answers; only `done` records the acceptance. */
  termsAnswer: v.picklist(['done', 'directoryFailure', 'error', 'newForm', 'signInPage']),
  /** From the acceptance until the bucket opens the release. */
  rightsDelayMs: milliseconds,
  idleMinutes: v.pipe(v.number(), v.minValue(0)),
  /** Every page leads to another host. */
  moved: v.boolean(),
  /** Dataset pages get another layout, without the terms cards. */
  changedPage: v.boolean(),
  /** The terms of HCP_Retest hold scripts, handlers, forms, frames and remote images. */
  hostileTerms: v.boolean(),
  /** Refuses the bucket's root listing, which is an observation of 2015. */
  refuseRootListing: v.boolean(),
  /** AccessDenied comes with an empty message, as from some servers; else with AWS's own "Access Denied". */
  silentRefusals: v.boolean(),
  /** Added to the bucket's own clock. */
  clockOffsetMs: v.number(),
});

export type Switches = Readonly<v.InferOutput<typeof switchesSchema>>;

export const switchesChangeSchema = v.partial(switchesSchema);

export type SwitchesChange = Partial<Switches>;

export const defaultSwitches: Switches = {
  signInAnswer: 'done',
  keyAnswer: 'json',
  keyAnswerDelayMs: 0,
  keyDelayMs: 3_000,
  refusal: 'json403',
  termsAnswer: 'done',
  rightsDelayMs: 0,
  idleMinutes: 30,
  moved: false,
  changedPage: false,
  hostileTerms: false,
  refuseRootListing: false,
  silentRefusals: true,
  clockOffsetMs: 0,
};
