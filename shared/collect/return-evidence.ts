/** What is known when a file that came back is matched: what it says of itself, and what the workbook holds. */
import type { IssueMark, Round } from '../model/round.ts';
import type { UnitNames } from './unit-names.ts';

/** What a file says of itself. */
export type ReturnEvidence = {
  readonly fileId: string;
  readonly fileName: string;
  /** ISO instant at which the file was saved last; null where it does not say. */
  readonly savedAt: string | null;
  readonly mark: IssueMark | null;
  /** How well forms fit its table, best first; empty where it could not be read. */
  readonly fits: readonly FormFitness[];
  /** What the info line says: 填报单位, 报表期; the title belongs to the period. */
  readonly unitText: string | null;
  readonly periodText: string | null;
  /** Texts of the unit column by how many rows carry them. */
  readonly unitsInRows: ReadonlyMap<string, number>;
  /** Names of villages in the rows. */
  readonly villagesInRows: readonly string[];
};

/** `score` from 0 to 1: the part of the form's columns that the file has; `titled`: its title is the form's. */
export type FormFitness = {
  readonly form: string;
  readonly edition: number;
  readonly score: number;
  readonly titled: boolean;
};

export type MatchContext = {
  /** The identity of this workbook. */
  readonly workbook: string;
  readonly rounds: readonly Round[];
  readonly forms: readonly { readonly key: string; readonly edition: number; readonly title: string }[];
  readonly units: UnitNames;
  /** Village → the units that have one of that name. */
  readonly villages: ReadonlyMap<string, readonly string[]>;
  /** The round that the person is collecting; null leaves it to the file. */
  readonly asked: string | null;
};

/** From this part of a form's columns on a file is of that form. */
export const leastFitness = 0.6;
