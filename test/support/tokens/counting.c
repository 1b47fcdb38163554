/*
 * SoftHSM never locks. This module stands in front of it and counts: after three wrong PINs the token is locked, and it
 * says in its flags how near that is, as PKCS#11 has it. $COUNTING_FILE holds the tries that are left.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include "pkcs11/pkcs11.h"

#define MOST_TRIES 3

static CK_FUNCTION_LIST counting;
static CK_FUNCTION_LIST_PTR real;

static int tries_left(void) {
  int tries = MOST_TRIES;
  FILE *file = fopen(getenv("COUNTING_FILE"), "rb");
  if (!file) return tries;
  if (fscanf(file, "%d", &tries) != 1) tries = 0;
  fclose(file);
  return tries;
}

static void set_tries(int tries) {
  FILE *file = fopen(getenv("COUNTING_FILE"), "wb");
  if (!file) return;
  fprintf(file, "%d", tries);
  fclose(file);
}

static CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info) {
  CK_RV result = real->C_GetTokenInfo(slot, info);
  if (result != CKR_OK) return result;
  int tries = tries_left();
  info->flags &= ~(CK_FLAGS)(CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY | CKF_USER_PIN_LOCKED);
  if (tries < MOST_TRIES) info->flags |= CKF_USER_PIN_COUNT_LOW;
  if (tries == 1) info->flags |= CKF_USER_PIN_FINAL_TRY;
  if (tries == 0) info->flags |= CKF_USER_PIN_LOCKED;
  return CKR_OK;
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE type, CK_UTF8CHAR_PTR pin, CK_ULONG length) {
  int tries = tries_left();
  if (tries == 0) return CKR_PIN_LOCKED;
  CK_RV result = real->C_Login(session, type, pin, length);
  if (result == CKR_PIN_INCORRECT) set_tries(tries - 1);
  if (result == CKR_OK) set_tries(MOST_TRIES);
  return result;
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list) {
  void *module = dlopen(getenv("COUNTING_MODULE"), RTLD_NOW);
  CK_C_GetFunctionList get = module ? (CK_C_GetFunctionList)dlsym(module, "C_GetFunctionList") : NULL;
  if (!get || get(&real) != CKR_OK) return CKR_GENERAL_ERROR;
  counting = *real;
  counting.C_GetTokenInfo = get_token_info;
  counting.C_Login = login;
  *list = &counting;
  return CKR_OK;
}
