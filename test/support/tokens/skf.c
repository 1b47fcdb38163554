/*
 * A test key behind the interface of GM/T 0016: SM2 by OpenSSL 3, a PIN that counts its tries, and some bad habits of
 * real libraries on demand.
 *
 * Each folder below $SKF_TEST_KEYS is a device with one application and one container. In it: key.pem, signing.der,
 * exchange.der (both if there), pin, tries (left), and a file named crash, hang or noise for the habit of that name.
 */
#include <dirent.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef uint32_t ULONG;

#define SAR_OK 0x00000000u
#define SAR_FAIL 0x0A000001u
#define SAR_INVALIDHANDLEERR 0x0A000005u
#define SAR_INVALIDPARAMERR 0x0A000006u
#define SAR_BUFFER_TOO_SMALL 0x0A000020u
#define SAR_PIN_INCORRECT 0x0A000024u
#define SAR_PIN_LOCKED 0x0A000025u
#define SAR_USER_NOT_LOGGED_IN 0x0A00002Du
#define MOST_TRIES 6

typedef struct {
  char what; /* d, a, c */
  char path[512];
  int logged_in;
} handle;

typedef struct {
  uint8_t r[64];
  uint8_t s[64];
} signature_blob;

/* Logging in holds for the application, whichever handle it was done by. */
static char logged_in[512];

static int is(const handle *h, char what) { return h && h->what == what; }

static void *open_handle(char what, const char *path) {
  handle *h = calloc(1, sizeof *h);
  h->what = what;
  snprintf(h->path, sizeof h->path, "%s", path);
  return h;
}

static ULONG close_handle(handle *h, char what) {
  if (!is(h, what)) return SAR_INVALIDHANDLEERR;
  h->what = 0;
  free(h);
  return SAR_OK;
}

static int has(const char *folder, const char *name) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return access(path, F_OK) == 0;
}

static long read_file(const char *folder, const char *name, void *into, size_t most) {
  char path[600];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "rb");
  if (!file) return -1;
  long length = (long)fread(into, 1, most, file);
  fclose(file);
  return length;
}

static int tries_left(const char *folder) {
  char text[16] = {0};
  return read_file(folder, "tries", text, sizeof text - 1) < 0 ? MOST_TRIES : atoi(text);
}

static void set_tries(const char *folder, int tries) {
  char path[600];
  snprintf(path, sizeof path, "%s/tries", folder);
  FILE *file = fopen(path, "wb");
  if (!file) return;
  fprintf(file, "%d", tries);
  fclose(file);
}

/* A list of one name, in the way of the standard: each ends with a zero, the list with another. */
static ULONG one_name(const char *name, char *list, ULONG *size) {
  ULONG needed = (ULONG)strlen(name) + 2;
  if (!size) return SAR_INVALIDPARAMERR;
  if (list && *size < needed) return SAR_BUFFER_TOO_SMALL;
  if (list) {
    memset(list, 0, needed);
    memcpy(list, name, strlen(name));
  }
  *size = needed;
  return SAR_OK;
}

ULONG SKF_EnumDev(ULONG present, char *list, ULONG *size) {
  const char *root = getenv("SKF_TEST_KEYS");
  DIR *folder = root ? opendir(root) : NULL;
  if (!present || !size || !folder) return SAR_FAIL;
  ULONG used = 0;
  for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
    char path[512];
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", root, entry->d_name);
    if (has(path, "crash")) abort();
    if (has(path, "hang")) sleep(600);
    if (has(path, "noise")) {
      printf("SKF: a library that writes to the standard output\n");
      fflush(stdout);
    }
    ULONG length = (ULONG)strlen(entry->d_name) + 1;
    if (list && used + length + 1 > *size) break;
    if (list) memcpy(list + used, entry->d_name, length);
    used += length;
  }
  closedir(folder);
  if (list) list[used] = 0;
  *size = used + 1;
  return SAR_OK;
}

ULONG SKF_ConnectDev(const char *name, void **device) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", getenv("SKF_TEST_KEYS"), name);
  if (access(path, F_OK) != 0) return SAR_FAIL;
  *device = open_handle('d', path);
  return SAR_OK;
}

ULONG SKF_DisConnectDev(handle *device) { return close_handle(device, 'd'); }

ULONG SKF_EnumApplication(handle *device, char *list, ULONG *size) {
  return is(device, 'd') ? one_name("UNIT", list, size) : SAR_INVALIDHANDLEERR;
}

ULONG SKF_OpenApplication(handle *device, const char *name, void **application) {
  if (!is(device, 'd')) return SAR_INVALIDHANDLEERR;
  if (strcmp(name, "UNIT") != 0) return SAR_FAIL;
  *application = open_handle('a', device->path);
  return SAR_OK;
}

ULONG SKF_CloseApplication(handle *application) { return close_handle(application, 'a'); }

ULONG SKF_GetPINInfo(handle *application, ULONG type, ULONG *most, ULONG *left, ULONG *initial) {
  if (!is(application, 'a')) return SAR_INVALIDHANDLEERR;
  if (type != 1) return SAR_INVALIDPARAMERR;
  *most = MOST_TRIES;
  *left = (ULONG)tries_left(application->path);
  *initial = 0;
  return SAR_OK;
}

ULONG SKF_VerifyPIN(handle *application, ULONG type, const char *pin, ULONG *retry) {
  char right[64] = {0};
  if (!is(application, 'a')) return SAR_INVALIDHANDLEERR;
  if (type != 1) return SAR_INVALIDPARAMERR;
  int left = tries_left(application->path);
  *retry = (ULONG)left;
  if (left == 0) return SAR_PIN_LOCKED;
  read_file(application->path, "pin", right, sizeof right - 1);
  if (strcmp(pin, right) != 0) {
    set_tries(application->path, left - 1);
    *retry = (ULONG)(left - 1);
    return SAR_PIN_INCORRECT;
  }
  set_tries(application->path, MOST_TRIES);
  snprintf(logged_in, sizeof logged_in, "%s", application->path);
  return SAR_OK;
}

ULONG SKF_EnumContainer(handle *application, char *list, ULONG *size) {
  return is(application, 'a') ? one_name("KEYS", list, size) : SAR_INVALIDHANDLEERR;
}

ULONG SKF_OpenContainer(handle *application, const char *name, void **container) {
  if (!is(application, 'a')) return SAR_INVALIDHANDLEERR;
  if (strcmp(name, "KEYS") != 0) return SAR_FAIL;
  *container = open_handle('c', application->path);
  return SAR_OK;
}

ULONG SKF_CloseContainer(handle *container) { return close_handle(container, 'c'); }

ULONG SKF_ExportCertificate(handle *container, ULONG signing, uint8_t *certificate, ULONG *length) {
  if (!is(container, 'c')) return SAR_INVALIDHANDLEERR;
  long read = read_file(container->path, signing ? "signing.der" : "exchange.der", certificate, *length);
  if (read < 0) return SAR_FAIL;
  *length = (ULONG)read;
  return SAR_OK;
}

/* The digest comes from outside, Z included, as the standard has it for SM2. */
ULONG SKF_ECCSignData(handle *container, const uint8_t *digest, ULONG length, signature_blob *blob) {
  if (!is(container, 'c')) return SAR_INVALIDHANDLEERR;
  if (strcmp(logged_in, container->path) != 0) return SAR_USER_NOT_LOGGED_IN;
  if (length != 32) return SAR_INVALIDPARAMERR;
  char path[600];
  snprintf(path, sizeof path, "%s/key.pem", container->path);
  FILE *file = fopen(path, "rb");
  EVP_PKEY *key = file ? PEM_read_PrivateKey(file, NULL, NULL, NULL) : NULL;
  if (file) fclose(file);
  EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
  uint8_t der[128];
  size_t size = sizeof der;
  ULONG result = SAR_FAIL;
  if (context && EVP_PKEY_sign_init(context) == 1 && EVP_PKEY_sign(context, der, &size, digest, length) == 1) {
    const uint8_t *at = der;
    ECDSA_SIG *both = d2i_ECDSA_SIG(NULL, &at, (long)size);
    memset(blob, 0, sizeof *blob);
    if (both && BN_bn2binpad(ECDSA_SIG_get0_r(both), blob->r + 32, 32) == 32 &&
        BN_bn2binpad(ECDSA_SIG_get0_s(both), blob->s + 32, 32) == 32)
      result = SAR_OK;
    ECDSA_SIG_free(both);
  }
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
  return result;
}
