/** What is written on the legal desk; part of `OpArgs`. Each of its areas adds its own line. */
import type { ArrestOps } from './ops-arrests';
import type { CareOps } from './ops-care';
import type { CaseOps } from './ops-cases';
import type { CompartmentOps } from './ops-compartments';
import type { CounselOps } from './ops-counsel';
import type { CustodyOps } from './ops-custody';
import type { DeadlineOps } from './ops-deadlines';
import type { HearingOps } from './ops-hearings';
import type { IncidentOps } from './ops-incidents';
import type { DocumentOps } from './ops-documents';
import type { RulingOps } from './ops-rulings';
import type { PublicationOps } from './ops-publication';
import type { NoticeOps } from './ops-notices';
import type { PaperOps } from './ops-papers';

export interface LegalOps
  extends
    // One a line: several people add to it.
    ArrestOps,
    CareOps,
    CaseOps,
    CompartmentOps,
    CounselOps,
    CustodyOps,
    DeadlineOps,
    DocumentOps,
    HearingOps,
    IncidentOps,
    PaperOps,
    PublicationOps,
    RulingOps,
    NoticeOps {}
