/** What a `*.soak.ts` file exports as `campaigns`. */
export interface Campaign {
  readonly id: string;
  /** Throws where a promise is broken; returns what it counted. */
  run(options: CampaignOptions): Promise<Readonly<Record<string, unknown>>>;
}

/** How a campaign is run. */
export interface CampaignOptions {
  /** 1 is the full campaign; tests run a twentieth. */
  readonly scale: number;
  /** Everything random in the campaign comes from it. */
  readonly seed: number;
}

/** The committed figures of a campaign's last full run. */
export interface CampaignFigures {
  readonly id: string;
  readonly seed: number;
  readonly scale: number;
  /** Day of the run, `YYYY-MM-DD`. */
  readonly date: string;
  readonly figures: Readonly<Record<string, unknown>>;
}
