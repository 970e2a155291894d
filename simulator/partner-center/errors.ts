type Row = {
  readonly status: number;
  readonly code: number;
  readonly description: string;
  readonly source?: string;
  /** Present on the errors that travel in the newer shape (§3.6). */
  readonly errorName?: string;
};

/** Every refusal the twin knows: §3.6 and the tables of §5.6 and §9. */
export const ERRORS = {
  tokenInvalid: { status: 401, code: 400, description: 'Access denied. The bearer token is missing, expired or not valid.' },
  audienceWithdrawn: { status: 401, code: 900420, description: 'The token was issued for an audience that has been withdrawn.' },
  mfaMissing: { status: 401, code: 900421, description: 'The user signed in without multifactor authentication.' },
  signInUnreachable: { status: 503, code: 800003, description: 'The keys that sign tokens cannot be read at the moment.' },
  userContextNeeded: { status: 403, code: 900329, description: 'This resource needs user context.' },
  roleMissingElsewhere: { status: 403, code: 900308, description: 'The user does not hold a role that allows this operation.' },
  blockedByPolicy: { status: 403, code: 900309, description: 'A Conditional Access policy blocked the token.' },
  roleMissing: { status: 403, code: 900150, description: 'The user does not hold a role that allows this operation.' },
  denied: { status: 403, code: 2032, description: 'The caller is not allowed to do this.' },
  noRelationship: { status: 403, code: 20002, description: 'There is no commerce relationship between this partner and the customer.' },
  agreementMissing: { status: 403, code: 13605, description: 'The customer has no valid Microsoft Customer Agreement with this partner.' },
  sourceMayNotAccept: { status: 403, code: 900139, description: 'The source partner may not accept this transfer.' },
  notFound: { status: 404, code: 1000, description: 'Not found.' },
  accountStatusNotFound: { status: 404, code: 600074, description: 'No account status for the customer.', errorName: 'AccountStatusNotFound' },
  subscriptionNotFound: { status: 404, code: 20003, description: 'The subscription was not found.' },
  customerNotFound: { status: 404, code: 60003, description: 'The customer tenant was not found.' },
  mpnUnknown: { status: 404, code: 3000, description: 'No partner has this MPN ID.', source: 'PartnerFD' },
  providerAsPartnerOfRecord: { status: 404, code: 2072, description: 'The id of the provider itself cannot be partner on record.' },
  partnerIdNotFound: { status: 404, code: 800015, description: 'The PartnerID was not found.' },
  partnerIdNotReseller: { status: 400, code: 800016, description: 'The PartnerID does not belong to an indirect reseller.' },
  transferNotFound: { status: 404, code: 900100, description: 'The transfer was not found.' },
  transferInProgress: { status: 409, code: 900101, description: 'The transfer is already in progress.' },
  transferFinished: { status: 400, code: 900102, description: 'The transfer is finished and cannot be processed.' },
  orderFailed: { status: 500, code: 900103, description: 'The transfer order failed.' },
  transferBusy: { status: 409, code: 900104, description: 'The transfer is being processed by another request.' },
  invalidSubscription: { status: 400, code: 800078, description: 'The transfer names a subscription that is not valid for a transfer.' },
  transferInput: { status: 400, code: 800002, description: 'The transfer request is not valid.' },
  transferRefused: { status: 400, code: 900400, description: 'The transfer request cannot be created.' },
  samePartner: { status: 400, code: 900148, description: 'Source and target partner are the same.' },
  azureLegacyLeft: { status: 400, code: 900131, description: 'The customer still has Azure subscriptions of the old kind.' },
  azurePlanNotActive: { status: 400, code: 900132, description: 'The Azure plan of the target partner for this customer is not active.' },
  azurePlanMissing: { status: 400, code: 900133, description: 'The target partner has not bought an Azure plan for this customer.' },
  azurePlanNotPurchasable: { status: 400, code: 900134, description: 'The target partner cannot buy an Azure plan for this customer.' },
  initiationFailed: { status: 500, code: 900135, description: 'The transfer could not be initiated. Try again later.' },
  sourceMailMissing: { status: 400, code: 900136, description: 'The mail address of the source partner has no domain.' },
  partnerNotEnabled: { status: 403, code: 900137, description: 'The partner is not enabled for transfers.' },
  nationalCloud: { status: 403, code: 900138, description: 'Transfers are not supported in this national cloud.' },
  reservationsBlock: { status: 400, code: 900145, description: 'Azure reservations block the move of the billing ownership.' },
  marketplaceBlocks: { status: 400, code: 900146, description: 'Items of third parties in the marketplace block the move of the billing ownership.' },
  sourceDomainForeign: { status: 400, code: 900147, description: 'The mail domain does not belong to the source partner.' },
  resellerNotActive: { status: 403, code: 800039, description: 'The reseller program status is not active.' },
  resellerSuspended: { status: 403, code: 900149, description: 'The program status of the partner on record is not active.' },
  locationNotLinked: { status: 400, code: 900154, description: 'The partner location account is not linked to an active indirect reseller tenant.' },
  partnerOfRecordRelation: { status: 400, code: 900160, description: 'The partner on record has no relationship with the provider for this customer.' },
  resellerAgreementMissing: { status: 403, code: 900123, description: 'The reseller has not accepted the Microsoft Partner Agreement.' },
  ownAgreementMissing: { status: 403, code: 900124, description: 'You have not accepted the Microsoft Partner Agreement.' },
  marketNotAllowed: { status: 403, code: 2030, description: 'The partner is not allowed to sell in this market.' },
  offerUnknown: { status: 400, code: 800004, description: 'The offer is not valid.' },
  orderNotFound: { status: 404, code: 20000, description: 'The order was not found.' },
  preconditionFailed: { status: 412, code: 2055, description: 'The etag is missing or no longer current.' },
  subscriptionFixed: { status: 400, code: 2001, description: 'The subscription cannot be changed in its state.' },
  operationPending: { status: 409, code: 900278, description: 'Another operation on the subscription is pending. Try again in 24 hours.' },
  cancelWindowClosed: { status: 400, code: 900213, description: 'The subscription can no longer be cancelled: its window of hours is over.' },
  cancelDaysOver: { status: 400, code: 900117, description: 'The subscription can no longer be cancelled: its window of days is over.' },
  reductionTooLarge: { status: 400, code: 900214, description: 'More licences are taken away than can still be refunded.' },
  registrationNumber: { status: 400, code: 600002, description: 'The organisation registration number is missing or not allowed in this country.', errorName: 'InvalidOrganizationRegistrationNumber' },
  accountUnderReview: { status: 403, code: 800073, description: 'The account of the customer is under review.' },
  accountUnknown: { status: 403, code: 800074, description: 'The account of the customer has not been reviewed yet.' },
  accountNotApproved: { status: 403, code: 800075, description: 'The account of the customer is not approved.' },
  staleEtag: { status: 400, code: 2055, description: 'The etag is missing or no longer current.' },
  subscriptionDeleted: { status: 400, code: 2011, description: 'The subscription is deleted and cannot be changed.' },
  subscriptionSuspended: { status: 400, code: 800091, description: 'The subscription is suspended and cannot be changed.' },
  seatWindowClosed: { status: 400, code: 900257, description: 'Licences can no longer be taken away in this term.' },
  badProperty: { status: 400, code: 3000, description: 'A property has an invalid value.' },
  badInput: { status: 400, code: 2000, description: 'The input is not valid.' },
  inputMissing: { status: 400, code: 2001, description: 'A required argument is missing.' },
  mpnNotMigrated: { status: 400, code: 2200, description: 'The PartnerID is not valid or not migrated.' },
  mpaNotSignedByMpn: { status: 400, code: 2203, description: 'The PartnerID is known, but the agreement is not signed for the region.' },
  otherRegion: { status: 400, code: 2201, description: 'The reseller belongs to another region than the caller.' },
  notEnrolled: { status: 400, code: 2204, description: 'The PartnerID is not enrolled as indirect reseller.' },
  tenantUnknown: { status: 400, code: 2205, description: 'There is no account for that tenant.' },
  mpaNotSignedByTenant: { status: 400, code: 2206, description: 'The tenant has not signed the agreement.' },
  agreementTypeUnknown: { status: 400, code: 600002, description: 'The agreement type is not known.', errorName: 'InvalidAgreementType' },
  attestedTwice: {
    status: 409, code: 600061, description: 'A partner confirmed agreement already exists for the customer.', errorName: 'PartnerConfirmedAgreementAlreadyExists',
  },
  attestedTwiceAsInput: {
    status: 400, code: 600061, description: 'A partner confirmed agreement already exists for the customer.', errorName: 'PartnerConfirmedAgreementAlreadyExists',
  },
  registeredAlready: { status: 409, code: 2000, description: 'The tenant has a webhook registration already; change it with PUT.' },
  notInThisEnvironment: { status: 400, code: 900127, description: 'This is not supported in this environment.' },
  forbiddenInThisEnvironment: { status: 403, code: 900322, description: 'This is not allowed in this environment.' },
} as const satisfies Record<string, Row>;

export type ErrorName = keyof typeof ERRORS;

/** A documented refusal; `detail` replaces the table's description. */
export class ApiError extends Error {
  readonly row: Row;
  readonly detail: string;
  constructor(name: ErrorName, detail?: string) {
    super(name);
    this.row = ERRORS[name];
    this.detail = detail ?? this.row.description;
  }
}

/** Real answers mix numbers and numeric strings; here odd codes travel as strings, so that a run can be repeated. */
const wireCode = (code: number): number | string => (code % 2 === 0 ? code : String(code));

export const errorBody = (row: Row, detail: string): object => {
  if (row.errorName === undefined) {
    return { code: wireCode(row.code), description: detail, data: [], source: row.source ?? 'PartnerApiServiceControllers' };
  }
  const { code, errorName } = row;
  return { code, message: detail, description: detail, errorName, isRetryable: false, parameters: {}, errorMessageExtended: `InternalErrorCode=${code}` };
};

/** The body for any code a trainer injects, known to the table or not. */
export const bodyForCode = (status: number, code: number): object => {
  const row = Object.values<Row>(ERRORS).find((r) => r.code === code && r.status === status);
  return errorBody(row ?? { status, code, description: 'Injected fault.' }, row?.description ?? 'Injected fault.');
};
