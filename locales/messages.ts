import baseEn from './en.json' with { type: 'json' };
import baseSv from './sv.json' with { type: 'json' };
import stepsEn from './steps.en.json' with { type: 'json' };
import stepsSv from './steps.sv.json' with { type: 'json' };
import assessEn from './assess.en.json' with { type: 'json' };
import assessSv from './assess.sv.json' with { type: 'json' };
import enrolEn from './enrol.en.json' with { type: 'json' };
import enrolSv from './enrol.sv.json' with { type: 'json' };
import providerEn from './provider.en.json' with { type: 'json' };
import providerSv from './provider.sv.json' with { type: 'json' };
import customersEn from './customers.en.json' with { type: 'json' };
import customersSv from './customers.sv.json' with { type: 'json' };
import agreementEn from './agreement.en.json' with { type: 'json' };
import agreementSv from './agreement.sv.json' with { type: 'json' };
import newCommerceEn from './newcommerce.en.json' with { type: 'json' };
import newCommerceSv from './newcommerce.sv.json' with { type: 'json' };
import afterEn from './after.en.json' with { type: 'json' };
import afterSv from './after.sv.json' with { type: 'json' };
import landingEn from './landing.en.json' with { type: 'json' };
import landingSv from './landing.sv.json' with { type: 'json' };
import mapEn from './map.en.json' with { type: 'json' };
import mapSv from './map.sv.json' with { type: 'json' };
import errorsEn from './errors.en.json' with { type: 'json' };
import errorsSv from './errors.sv.json' with { type: 'json' };
import driftEn from './drift.en.json' with { type: 'json' };
import driftSv from './drift.sv.json' with { type: 'json' };
import noticesEn from './notices.en.json' with { type: 'json' };
import noticesSv from './notices.sv.json' with { type: 'json' };

/** Every sentence in English, from all files; each file holds what belongs together. */
export const EN = {
  ...baseEn, ...stepsEn, ...assessEn, ...enrolEn, ...providerEn, ...customersEn, ...agreementEn, ...afterEn, ...landingEn, ...mapEn, ...errorsEn, ...driftEn,
  ...newCommerceEn, ...noticesEn,
};

/** The same keys in Swedish; a test holds the two together. */
export const SV = {
  ...baseSv, ...stepsSv, ...assessSv, ...enrolSv, ...providerSv, ...customersSv, ...agreementSv, ...afterSv, ...landingSv, ...mapSv, ...errorsSv, ...driftSv,
  ...newCommerceSv, ...noticesSv,
};
